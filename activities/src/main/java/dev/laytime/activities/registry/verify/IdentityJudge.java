package dev.laytime.activities.registry.verify;

import dev.sigstore.KeylessVerificationException;
import dev.sigstore.KeylessVerifier;
import dev.sigstore.VerificationOptions;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.fulcio.client.FulcioVerifier;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Counts what was signed by an identity, with a certificate and an entry in a log. */
final class IdentityJudge implements Judge {

  private final SigstoreTrustedRoot root;
  private final KeylessVerifier bundles;
  private final LoggedSignature signatures;
  private final Identities identities;

  private IdentityJudge(
      SigstoreTrustedRoot root,
      KeylessVerifier bundles,
      LoggedSignature signatures,
      Identities identities) {
    this.root = root;
    this.bundles = bundles;
    this.signatures = signatures;
    this.identities = identities;
  }

  /**
   * A judge who trusts one identity.
   *
   * @throws IOException if its trusted root cannot be used
   */
  static IdentityJudge of(String verifier, VerifierSettings.Trust.Identity trusted)
      throws IOException {
    SigstoreTrustedRoot root = TrustRoot.read(trusted.trustedRoot());
    try {
      return new IdentityJudge(
          root,
          KeylessVerifier.builder().trustedRootProvider(() -> root).build(),
          new LoggedSignature(root, FulcioVerifier.newFulcioVerifier(root)),
          new Identities(verifier, trusted));
    } catch (GeneralSecurityException | SigstoreConfigurationException e) {
      throw new IOException("%s holds what is no key".formatted(trusted.trustedRoot()), e);
    }
  }

  @Override
  public String judge(Evidence evidence, Wanted wanted) throws UnacceptableException {
    return switch (evidence) {
      case Evidence.Bundled(_, var json) -> judge(bundle(json), wanted);
      case Evidence.SimpleSigning signing -> {
        X509Certificate certificate = signatures.check(signing);
        Claims.checkSimpleSigning(signing.payload(), wanted);
        yield accepted(certificate);
      }
      case Evidence.Enveloped enveloped -> {
        Envelope envelope = Envelope.of(Documents.read(enveloped.envelope(), "its envelope"));
        X509Certificate certificate = signatures.check(enveloped, envelope);
        Claims.checkStatement(envelope.payload(), wanted);
        yield accepted(certificate);
      }
      case Evidence.Unread(_, var why) -> throw new UnacceptableException(why);
    };
  }

  private static Bundle bundle(byte[] json) throws UnacceptableException {
    try {
      return Bundle.from(new StringReader(new String(json, StandardCharsets.UTF_8)));
    } catch (BundleParseException | IllegalStateException e) {
      throw new UnacceptableException(
          "its bundle is not one of an identity: "
              + Documents.shown(String.valueOf(e.getMessage())));
    }
  }

  private String judge(Bundle bundle, Wanted wanted) throws UnacceptableException {
    if (!wanted.digest().algorithm().equals("sha256")) {
      throw new UnacceptableException("identities sign sha256 digests alone");
    }
    byte[] digest = HexFormat.of().parseHex(wanted.digest().hex());
    try {
      bundles.verify(digest, bundle, VerificationOptions.empty());
    } catch (KeylessVerificationException e) {
      throw new UnacceptableException(Documents.shown(String.valueOf(e.getMessage())));
    }
    X509Certificate certificate = Certificates.getLeaf(bundle.getCertPath());
    SigningTime.check(certificate, bundle, root.getTLogs());
    if (bundle.getDsseEnvelope().isPresent()) {
      // What the library has verified, not what another reader would find in the same JSON.
      Claims.checkStatement(bundle.getDsseEnvelope().get().getPayload(), wanted);
    } else if (!wanted.isSignature()) {
      throw new UnacceptableException("it is a signature, not an attestation");
    }
    return accepted(certificate);
  }

  private String accepted(X509Certificate certificate) throws UnacceptableException {
    return "signed by " + identities.check(certificate);
  }
}
