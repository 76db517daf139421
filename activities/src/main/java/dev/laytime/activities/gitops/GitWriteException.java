package dev.laytime.activities.gitops;

import dev.laytime.activity.FailureType;
import java.io.IOException;

/** What kept an image from being written, as people read it. */
final class GitWriteException extends IOException {

  private static final long serialVersionUID = 1;

  private final FailureType type;
  private final String hint;

  GitWriteException(FailureType type, String why, String hint) {
    super(why);
    this.type = type;
    this.hint = hint;
  }

  FailureType type() {
    return type;
  }

  String hint() {
    return hint;
  }
}
