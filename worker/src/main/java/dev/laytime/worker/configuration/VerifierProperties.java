package dev.laytime.worker.configuration;

import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust.Identity;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust.Keys;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures count.
 *
 * @param name by which gates name it
 * @param keyFile a public key in PEM, relative to the configuration file; null where signatures are
 *     keyless
 * @param identity the certificate's identity, exactly; null for another way
 * @param identityRegex the same as a regular expression of RE2 that fits all of it
 * @param issuer the certificate's OIDC issuer
 * @param trustedRoot a file of Sigstore's trusted root, relative to the configuration file
 */
public record VerifierProperties(
    @Nullable String name,
    @Nullable String keyFile,
    @Nullable String identity,
    @Nullable String identityRegex,
    @Nullable String issuer,
    @Nullable String trustedRoot) {

  /**
   * @throws IllegalArgumentException if it is neither by key nor by identity, or both
   */
  public VerifierProperties {
    name = Require.name("verifiers.name", name);
    keyFile = Require.optional(keyFile);
    identity = Require.optional(identity);
    identityRegex = Require.optional(identityRegex);
    issuer = Require.optional(issuer);
    trustedRoot = Require.optional(trustedRoot);
    boolean keyless =
        identity != null || identityRegex != null || issuer != null || trustedRoot != null;
    if ((keyFile != null) == keyless) {
      throw new IllegalArgumentException(
          ("verifier '%s': expected key-file, or identity (or identity-regex), issuer and"
                  + " trusted-root")
              .formatted(name));
    }
    if (keyless
        && ((identity == null) == (identityRegex == null)
            || issuer == null
            || trustedRoot == null)) {
      throw new IllegalArgumentException(
          ("verifier '%s': expected issuer, trusted-root and one of identity and identity-regex:"
                  + " a keyless signature proves nothing without them")
              .formatted(name));
    }
  }

  /**
   * As what verifies takes it.
   *
   * @param paths makes a path of the configuration absolute
   */
  VerifierSettings settings(Function<String, Path> paths) {
    if (keyFile != null) {
      return new VerifierSettings(requiredName(), new Keys(paths.apply(keyFile)));
    }
    String expression = identityRegex;
    return new VerifierSettings(
        requiredName(),
        new Identity(
            expression == null ? Require.text("identity", identity, "an identity") : expression,
            expression != null,
            Require.text("issuer", issuer, "a URL"),
            paths.apply(Require.text("trusted-root", trustedRoot, "a file"))));
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("verifiers.name", name);
  }
}
