package dev.laytime.activities.registry.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** As many bytes as there are, each with its lowest bit turned. */
final class WrongInputStream extends FilterInputStream {

  WrongInputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    return b < 0 ? b : b ^ 1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    for (int i = offset; i < offset + n; i++) {
      buffer[i] ^= 1;
    }
    return n;
  }
}
