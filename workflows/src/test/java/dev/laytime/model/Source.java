package dev.laytime.model;

/** Every source of use that may be registered. */
public enum Source {
  /** Registered from the beginning. */
  CLUSTER,
  /** Registered from the beginning. */
  GIT,
  /** Registered by an operation only. */
  FOLDER;

  /** How many objects of each name an image. */
  public static final int OBJECTS = 3;
}
