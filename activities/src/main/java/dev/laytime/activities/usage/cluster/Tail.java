package dev.laytime.activities.usage.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of a text that may be long.
 *
 * @param bytes that are kept at most
 */
record Tail(int bytes) {

  private static final int CHUNK = 8192;
  private static final int CONTINUED = 0x80;
  private static final int CONTINUED_BITS = 0xC0;

  /** Reads all of it, and no more memory than that is used. */
  String of(InputStream text) throws IOException {
    byte[] kept = new byte[bytes + CHUNK];
    int length = 0;
    boolean cut = false;
    for (int n = 0; n >= 0; n = text.read(kept, length, CHUNK)) {
      length += n;
      if (length > bytes) {
        System.arraycopy(kept, length - bytes, kept, 0, bytes);
        length = bytes;
        cut = true;
      }
    }
    int from = 0;
    // No half of a character is shown.
    while (cut && from < length && (kept[from] & CONTINUED_BITS) == CONTINUED) {
      from++;
    }
    return new String(Arrays.copyOfRange(kept, from, length), StandardCharsets.UTF_8);
  }
}
