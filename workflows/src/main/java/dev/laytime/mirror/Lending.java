package dev.laytime.mirror;

/** Whether a mirror rule has images brought with a login of ours, for whom nobody named. */
public enum Lending {
  /** It has, and whoever may create a Pod could order them. */
  LENDS,

  /** There is no login, or somebody said who may order what. */
  NOTHING,

  /** Nobody can tell now. */
  UNKNOWN
}
