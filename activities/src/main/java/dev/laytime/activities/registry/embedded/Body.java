package dev.laytime.activities.registry.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a response carries.
 *
 * @param length what is promised to the client, in bytes
 * @param source opened once, when it is sent
 */
record Body(long length, Source source) {

  static final Body EMPTY = of(new byte[0]);

  /** Where the bytes come from. */
  interface Source {
    InputStream open() throws IOException;
  }

  static Body of(byte[] bytes) {
    return new Body(bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
