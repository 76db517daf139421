package dev.laytime.mirror;

/** How often a tag is brought. */
public enum Times {
  /** Whenever it moved. */
  ALWAYS,

  /** Once: a tag that was brought is not asked for again. */
  EACH_ONCE,

  /** Once all that matched was brought, nothing more is done until the order is a new one. */
  ONCE
}
