package dev.laytime.activities.registry.verify;

import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Authorities and logs that are trusted, from a file: nothing is asked for over the network. */
final class TrustRoot {

  private static final int LARGEST = 4 * 1024 * 1024;

  private TrustRoot() {}

  static SigstoreTrustedRoot read(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("%s is too large".formatted(file));
      }
      SigstoreTrustedRoot root =
          SigstoreTrustedRoot.from(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (root.getCAs().isEmpty() || root.getTLogs().isEmpty() || root.getCTLogs().isEmpty()) {
        throw new IOException(
            "%s lacks a certificate authority, a transparency log or a certificate log"
                .formatted(file));
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (SigstoreConfigurationException | RuntimeException e) {
      throw new IOException("%s is no trusted root of Sigstore".formatted(file), e);
    }
  }
}
