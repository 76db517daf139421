package dev.laytime.activities.build.job;

import dev.laytime.image.Digest;
import dev.laytime.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digests of what is on this disk. */
final class Digests {

  private static final int BUFFER = 64 * 1024;

  private Digests() {}

  static Digest ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest hash = Sha256.begun();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hash.update(buffer, 0, read);
      }
      return Digest.of("sha256", HexFormat.of().formatHex(hash.digest()));
    }
  }
}
