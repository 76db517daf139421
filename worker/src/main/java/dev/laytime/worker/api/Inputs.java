package dev.laytime.worker.api;

import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.workflow.MessageTexts;
import org.jspecify.annotations.Nullable;

/** What requests say, within bounds. */
final class Inputs {

  private static final int LONGEST = 1024;
  private static final int MOST = 1000;

  private Inputs() {}

  /** The text of a parameter, null for none. */
  static @Nullable String optional(String name, @Nullable String value) {
    return value == null || value.isBlank() ? null : text(name, value);
  }

  static String text(String name, @Nullable String value) {
    if (value == null
        || value.isBlank()
        || value.length() > LONGEST
        || value.chars().anyMatch(Character::isISOControl)) {
      throw RequestException.bad(
          "read " + name,
          "expected 1 to %d printable characters".formatted(LONGEST),
          "docs/reference/http-api.md says what each request needs");
    }
    return value.strip();
  }

  /** A name or an id that messages carry and the ledger keeps; null for none. */
  static @Nullable String name(String name, @Nullable String value) {
    return value == null || value.isBlank() ? null : named(name, value);
  }

  static String named(String name, @Nullable String value) {
    String text = text(name, value);
    String fault = MessageTexts.faultInName(text);
    if (fault != null) {
      throw RequestException.bad(
          "read " + name,
          "it " + fault,
          "send plain text of %d characters at most".formatted(MessageTexts.LONGEST_NAME));
    }
    return text;
  }

  /** What somebody writes to explain; null for nothing. */
  static @Nullable String prose(String name, @Nullable String value) {
    String fault = MessageTexts.faultInProse(value);
    if (fault != null) {
      throw RequestException.bad("read " + name, "it " + fault, "send plain text");
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  static int limit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw RequestException.bad(
          "read limit", "expected 1 to %d, not %d".formatted(MOST, limit), "ask page by page");
    }
    return limit;
  }

  static Digest digest(@Nullable String value) {
    try {
      return new Digest(text("digest", value));
    } catch (InvalidReferenceException e) {
      throw RequestException.bad(
          "read digest", String.valueOf(e.getMessage()), "send it as sha256: and 64 hex digits");
    }
  }

  static Reference reference(String value) {
    try {
      return Reference.parse(text("image", value));
    } catch (InvalidReferenceException e) {
      throw RequestException.bad(
          "read image",
          String.valueOf(e.getMessage()),
          "name an image, as in registry.example.com/team/app:1.2");
    }
  }
}
