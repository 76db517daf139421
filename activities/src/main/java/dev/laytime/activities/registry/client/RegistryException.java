package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What could not be done in a registry or layout: what was tried, what it said, what to do. */
public final class RegistryException extends IOException {

  private static final long serialVersionUID = 1L;

  private final FailureType type;
  private final String what;
  private final String said;
  private final String hint;
  private final @Nullable Instant until;
  private final boolean aboutMissingContent;

  /**
   * @param what was attempted, as in "pull manifest docker.io/library/alpine:3.20"
   * @param said the other side's words, or ours for what it did
   * @param hint what to do about it
   */
  public RegistryException(FailureType type, String what, String said, String hint) {
    this(type, what, said, hint, null, null);
  }

  RegistryException(
      FailureType type,
      String what,
      String said,
      String hint,
      @Nullable Instant until,
      @Nullable Throwable cause) {
    this(type, what, said, hint, until, cause, false);
  }

  private RegistryException(
      FailureType type,
      String what,
      String said,
      String hint,
      @Nullable Instant until,
      @Nullable Throwable cause,
      boolean aboutMissingContent) {
    super("%s: %s; %s".formatted(what, said, hint), cause);
    this.type = type;
    this.what = what;
    this.said = said;
    this.hint = hint;
    this.until = until;
    this.aboutMissingContent = aboutMissingContent;
  }

  /** The same, of a manifest that names what the repository has not. */
  RegistryException aboutMissingContent() {
    return new RegistryException(type, what, said, hint, until, getCause(), true);
  }

  /** Why, and whether trying again can help. */
  public FailureType type() {
    return type;
  }

  /**
   * Whether a manifest was refused because the repository lacks what it names: who can send that
   * again may try again.
   */
  public boolean isAboutMissingContent() {
    return aboutMissingContent;
  }

  /** Whether we have no access, or none with these credentials. */
  boolean isAboutAccess() {
    return type == FailureType.UNAUTHORIZED || type == FailureType.DENIED;
  }

  /** What was attempted. */
  public String what() {
    return what;
  }

  /** What the other side said. */
  public String said() {
    return said;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  /** The earliest time to try again, where the other side told it. */
  public @Nullable Instant until() {
    return until;
  }
}
