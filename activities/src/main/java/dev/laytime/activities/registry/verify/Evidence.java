package dev.laytime.activities.registry.verify;

import java.util.Map;

/** Something in a registry that may speak for an image. Nothing of it is believed yet. */
@SuppressWarnings("ArrayRecordComponent") // never compared
sealed interface Evidence {

  /** Where it is, for people. */
  String place();

  /**
   * A signature of cosign's first form: of a payload that names a digest.
   *
   * @param annotations of its layer, which hold the signature
   * @see <a href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md">cosign's
   *     signature specification</a>
   */
  record SimpleSigning(String place, byte[] payload, Map<String, String> annotations)
      implements Evidence {}

  /**
   * An attestation of cosign's first form: a DSSE envelope.
   *
   * @param annotations of its layer
   */
  record Enveloped(String place, byte[] envelope, Map<String, String> annotations)
      implements Evidence {}

  /**
   * A bundle of Sigstore, of a signature or an attestation.
   *
   * @see <a href="https://github.com/sigstore/protobuf-specs">Sigstore's formats</a>
   */
  record Bundled(String place, byte[] bundle) implements Evidence {}

  /**
   * Something that cannot be read.
   *
   * @param why for people
   */
  record Unread(String place, String why) implements Evidence {}
}
