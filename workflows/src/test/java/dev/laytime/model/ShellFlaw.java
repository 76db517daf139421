package dev.laytime.model;

/** Planted bugs in the shell alone. */
enum ShellFlaw {
  /** What is written is what was to be written the time before. */
  REMEMBERS_AFTER_ACTING,
  /** A removal is surveyed once, and tried again on the same plan. */
  REUSES_ITS_SURVEY,
  /** A DELETE without an answer is sent again. */
  RETRIES_A_DELETE,
  /** The tag goes before its hold is written. */
  DOES_NOT_HOLD,
  /** Not every message is applied. */
  LOSES_EVERY_SECOND_MESSAGE,
  /** The ledger's memory is not used. */
  FORGETS_WHAT_IT_RECALLED,
  /** What a sweep found or missed is not heard. */
  IS_DEAF_TO_SWEEPS,
  /** A life holds nothing before a copy takes its tag. */
  OVERWRITES_WHAT_IS_NOT_HELD,
  /** Of an index only its own manifest goes. */
  LEAVES_THE_CHILDREN
}
