package dev.laytime.activity;

/** What a poll looks at: of a rule the first two, of a mirror that selects tags the others. */
public enum PollPhase {
  /** Known images, each by its name. */
  REFRESH,
  /** Known repositories, for tags that are new. */
  DISCOVER,
  /** Repositories, for the tags that are selected and what is due for each. */
  SELECT,
  /** What is due outside of stages is brought. */
  COPY;

  /** What comes after it; itself where nothing does. */
  public PollPhase next() {
    return switch (this) {
      case REFRESH, DISCOVER -> DISCOVER;
      case SELECT, COPY -> COPY;
    };
  }

  /** Whether nothing comes after it. */
  public boolean isLast() {
    return next() == this;
  }
}
