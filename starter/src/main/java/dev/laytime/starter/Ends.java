package dev.laytime.starter;

/** What commands say of the statuses with which they end. */
final class Ends {

  static final String HEADING = "%nExit codes:%n";
  static final String LISTED = "  0:listed, also where there are none";
  static final String FAILED = "  1:failed; stderr says why, and what to do";
  static final String WRONG_LINE = "  2:the command line is wrong";

  private Ends() {}
}
