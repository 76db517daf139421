package dev.laytime.activities.registry.verify;

import java.nio.file.Path;

/**
 * Whom to trust, under a name.
 *
 * @param name unique among verifiers
 * @param trust whose signatures count
 */
public record VerifierSettings(String name, Trust trust) {

  /** Whose signatures count. Files are read whenever something is verified. */
  public sealed interface Trust {

    /**
     * Who holds one of the keys of a file.
     *
     * @param file public keys, as PEM: at least one
     */
    record Keys(Path file) implements Trust {}

    /**
     * Whom an issuer knows by a name, as a certificate of Fulcio says, logged in Rekor.
     *
     * @param identity an e-mail address or a URI, or an RE2 expression that matches all of one
     * @param expression whether it is such an expression
     * @param issuer of the identity's token, literally
     * @param trustedRoot authorities and logs, as Sigstore's {@code trusted_root.json}
     */
    record Identity(String identity, boolean expression, String issuer, Path trustedRoot)
        implements Trust {}
  }
}
