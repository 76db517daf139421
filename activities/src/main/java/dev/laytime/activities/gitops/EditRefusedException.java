package dev.laytime.activities.gitops;

/** An edit that cannot be made with certainty; the message says why, and where. */
final class EditRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final String hint;

  EditRefusedException(String why, String hint) {
    super(why);
    this.hint = hint;
  }

  /** What to do about it. */
  String hint() {
    return hint;
  }
}
