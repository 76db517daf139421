package dev.laytime.usage;

import java.util.List;

/** Files as they were at one moment: a directory, or a Git branch's tree. */
public interface FileTree extends AutoCloseable {

  /** What tells this tree from another: a canonical path, a URL and a branch. */
  String identity();

  /** Which state of it was read: a commit id; empty where there is none. */
  String revision();

  /**
   * Every file's path, with {@code /}, relative to the root; no link is followed out of the tree.
   * Asked again, a tree that can change tells what it looks like then, with a problem for each file
   * that is not what it was at first.
   */
  List<Entry> files();

  /**
   * A file.
   *
   * @param size in bytes
   * @param problem why it cannot be read; empty where it can
   */
  record Entry(String path, long size, String problem) {}

  /**
   * One file's content.
   *
   * @throws UnreadableException if it cannot be had
   */
  byte[] read(Entry file);

  /** Lets go of what holds it open. */
  @Override
  default void close() {}

  /** What is there cannot be read; the message says what and why. */
  final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
