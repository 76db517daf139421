package dev.laytime.activities.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What file errors mean; their own messages are often nothing but a path. */
final class FileErrors {

  private FileErrors() {}

  static String text(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "is not there";
      case AccessDeniedException _ -> "access denied";
      case NotDirectoryException _ -> "not a directory";
      case FileSystemLoopException _ -> "a link that leads to itself";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> e.getClass().getSimpleName() + ": " + e.getMessage();
    };
  }
}
