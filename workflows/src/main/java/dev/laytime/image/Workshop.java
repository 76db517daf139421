package dev.laytime.image;

import java.util.Arrays;

/**
 * Where builders push below a stage's prefix: what lies there is nobody's image. No listing, life,
 * path, mirror or rule is for it, whoever's stage it is below.
 */
public final class Workshop {

  /** The directory that workshops are in. */
  public static final String NAME = "laytime-build";

  private Workshop() {}

  /** Whether a repository is one of builders. */
  public static boolean has(Repository repository) {
    return Arrays.asList(repository.path().split("/", -1)).contains(NAME);
  }
}
