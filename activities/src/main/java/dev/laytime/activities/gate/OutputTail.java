package dev.laytime.activities.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a program prints: it may print without end. */
final class OutputTail {

  private static final int LONGEST = 2048;

  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();

  /** Reads all that comes, until nobody can print any more. */
  void read(InputStream output) {
    byte[] buffer = new byte[LONGEST];
    try (output) {
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        add(buffer, count);
      }
    } catch (IOException _) {
      // Somebody keeps it open, and was waited for long enough.
    }
  }

  private synchronized void add(byte[] bytes, int count) {
    byte[] before = tail.toByteArray();
    tail.reset();
    int kept = Math.min(before.length, LONGEST - count);
    tail.write(before, before.length - kept, kept);
    tail.write(bytes, 0, count);
  }

  /** What there is of it, as text without control characters. */
  synchronized String text() {
    return tail.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?").strip();
  }
}
