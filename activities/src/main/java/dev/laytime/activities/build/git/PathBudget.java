package dev.laytime.activities.build.git;

import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;

/**
 * How much a walk through directories may come to. A few small ones that name each other stand for
 * more paths than any memory holds, so each is counted before it is read.
 */
final class PathBudget {

  private static final int DEEPEST = 100;
  private static final int LONGEST = 4096;
  private static final long ALL = 32L << 20;

  /** So many directories may there be for each file. */
  private static final int DIRECTORIES = 10;

  private long left;
  private long entries;

  /**
   * A walk's.
   *
   * @param files that it is for
   */
  PathBudget(int files) {
    left = ALL;
    entries = (files + 1L) * (DIRECTORIES + 1);
  }

  /**
   * Counts a file or a directory.
   *
   * @param depth directories that it lies in
   * @param length of its path, in bytes
   * @throws BuildException if it is too much
   */
  void spend(int depth, int length) {
    if (depth > DEEPEST) {
      throw tooMuch("directories lie %d deep in one another at most".formatted(DEEPEST));
    }
    if (length > LONGEST) {
      throw tooMuch("a path has %d bytes at most".formatted(LONGEST));
    }
    entries--;
    left -= length;
    if (entries < 0 || left < 0) {
      throw tooMuch("its files' paths, and its directories, are too many together");
    }
  }

  private static BuildException tooMuch(String said) {
    return new BuildException(BuildFailureKind.USER_ERROR, "the source is not taken: " + said);
  }
}
