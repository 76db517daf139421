package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a file from the next without reading it: whoever changes it replaces
 * the file, or writes another time on it. Links are followed, as those of a mounted secret.
 */
record FileEdition(@Nullable Object key, @Nullable FileTime modified, long size) {

  /** There is no file, or none that can be looked at. */
  static final FileEdition ABSENT = new FileEdition(null, null, -1);

  static FileEdition of(Path file) {
    try {
      if (!Files.exists(file)) { // cheaper than the exception
        return ABSENT;
      }
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileEdition(
          attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      return ABSENT; // who reads it says why
    }
  }
}
