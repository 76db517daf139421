package dev.laytime.activities.usage.cluster;

import java.io.IOException;

/** An answer is longer than memory is given to it: a list can be asked for in smaller pages. */
final class TooLongException extends IOException {

  private static final long serialVersionUID = 1;

  TooLongException(int most) {
    super("an answer is longer than %d MiB".formatted(most / (1024 * 1024)));
  }
}
