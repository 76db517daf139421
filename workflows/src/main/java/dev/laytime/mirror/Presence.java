package dev.laytime.mirror;

/** What a registry says of an image that it is asked for. */
public enum Presence {
  /** It has it. */
  THERE,

  /** It has not. */
  ABSENT,

  /** It does not tell us: Docker Hub says so of what it does not have, too. */
  REFUSED,

  /** Nobody can tell now. */
  UNKNOWN
}
