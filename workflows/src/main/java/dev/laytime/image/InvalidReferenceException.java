package dev.laytime.image;

/** A string that was meant to name an image, or a part of such a name, and does not. */
public final class InvalidReferenceException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_SHOWN = 200;

  private final String seen;
  private final String expected;

  /**
   * @param part what was parsed, as in "digest" or "repository"
   * @param seen the offending string; shown up to 200 characters
   * @param expected the form that would have been accepted
   */
  public InvalidReferenceException(String part, String seen, String expected) {
    super("Invalid %s '%s': expected %s".formatted(part, shorten(seen), expected));
    this.seen = shorten(seen);
    this.expected = expected;
  }

  /** The offending string, cut after 200 characters. */
  public String seen() {
    return seen;
  }

  /** The form that would have been accepted. */
  public String expected() {
    return expected;
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
