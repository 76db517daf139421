package dev.laytime.build;

/**
 * What became of a build that did not succeed. Whatever it is told, it keeps nothing that could be
 * a secret.
 *
 * @param said in one line
 * @param log the end of the builder's log, at most 2,000 characters; empty where there is none
 */
public record BuildFailure(BuildFailureKind kind, String said, String log) {

  private static final int LONGEST_LOG = 2000;
  private static final int LONGEST_LINE = 500;

  public BuildFailure {
    said = SafeText.said(said);
    said = said.length() <= LONGEST_LINE ? said : said.substring(0, LONGEST_LINE) + "…";
    log = SafeText.end(log, LONGEST_LOG);
  }

  /** Whether a builder had begun: it said something. */
  public boolean hadBegun() {
    return !log.isEmpty();
  }

  /** Without a log. */
  public static BuildFailure of(BuildFailureKind kind, String said) {
    return new BuildFailure(kind, said, "");
  }
}
