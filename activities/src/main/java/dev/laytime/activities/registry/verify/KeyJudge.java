package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Counts what was signed with one of some keys. */
final class KeyJudge implements Judge {

  /** Where cosign keeps the signature of a layer. */
  static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  private final String verifier;
  private final List<TrustedKey> keys;

  KeyJudge(String verifier, List<TrustedKey> keys) {
    this.verifier = verifier;
    this.keys = List.copyOf(keys);
  }

  @Override
  public String judge(Evidence evidence, Wanted wanted) throws UnacceptableException {
    switch (evidence) {
      case Evidence.SimpleSigning signing -> {
        String signature = signing.annotations().getOrDefault(SIGNATURE, "");
        checkSigned(signing.payload(), List.of(Documents.base64(signature, "its signature")));
        Claims.checkSimpleSigning(signing.payload(), wanted);
      }
      case Evidence.Enveloped enveloped ->
          checkEnvelope(Documents.read(enveloped.envelope(), "its envelope"), wanted);
      case Evidence.Bundled bundled ->
          checkBundle(Documents.read(bundled.bundle(), "its bundle"), wanted);
      case Evidence.Unread unread -> throw new UnacceptableException(unread.why());
    }
    return "signed with a key of verifier '%s'".formatted(verifier);
  }

  private void checkBundle(JsonNode bundle, Wanted wanted) throws UnacceptableException {
    if (bundle.path("dsseEnvelope").isObject()) {
      checkEnvelope(bundle.path("dsseEnvelope"), wanted);
      return;
    }
    if (!wanted.isSignature()) {
      throw new UnacceptableException("it is a signature, not an attestation");
    }
    JsonNode signature = bundle.path("messageSignature").path("signature");
    // Whatever digest the bundle names: what is signed are the bytes of the image's manifest.
    checkSigned(wanted.image().bytes(), List.of(Documents.base64(signature, "its signature")));
  }

  private void checkEnvelope(JsonNode json, Wanted wanted) throws UnacceptableException {
    Envelope envelope = Envelope.of(json);
    checkSigned(envelope.signed(), envelope.signatures());
    Claims.checkStatement(envelope.payload(), wanted);
  }

  private void checkSigned(byte[] content, List<byte[]> signatures) throws UnacceptableException {
    for (byte[] signature : signatures) {
      if (keys.stream().anyMatch(key -> key.signed(content, signature))) {
        return;
      }
    }
    throw new UnacceptableException(
        "it is not signed with a key of verifier '%s'".formatted(verifier));
  }
}
