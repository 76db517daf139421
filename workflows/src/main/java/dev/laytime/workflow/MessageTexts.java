package dev.laytime.workflow;

import org.jspecify.annotations.Nullable;

/** Which texts of messages can be kept: what the ledger cannot store must not wait for it. */
public final class MessageTexts {

  /** So many characters have names and ids at most. */
  public static final int LONGEST_NAME = 255;

  private MessageTexts() {}

  /** Why an id or a name cannot be kept; null where it can, and for none. */
  public static @Nullable String faultInName(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST_NAME) {
      return "has %d characters".formatted(text.length());
    }
    return text.codePoints().anyMatch(c -> Character.isISOControl(c) || isHalf(c))
        ? "has characters that are no text"
        : null;
  }

  /** Why what somebody writes to explain cannot be kept: lines are fine, and it may be cut. */
  public static @Nullable String faultInProse(@Nullable String text) {
    boolean odd =
        text != null
            && text.codePoints()
                .anyMatch(c -> isHalf(c) || (Character.isISOControl(c) && !isSpace(c)));
    return odd ? "has characters that are no text" : null;
  }

  /** As much of it as fits, without half a character at its end. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, half ? longest - 1 : longest);
  }

  private static boolean isSpace(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isHalf(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }
}
