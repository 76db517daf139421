package dev.laytime.activities.registry.verify;

import dev.laytime.image.Digest;
import java.nio.charset.StandardCharsets;

/** What signers sign. */
final class Documented {

  static final String SBOM = "https://spdx.dev/Document";

  private Documented() {}

  static String statement(String predicateType, Digest subject) {
    return """
    {"_type": "https://in-toto.io/Statement/v1", "predicateType": "%s",
     "subject": [{"name": "x", "digest": {"%s": "%s"}}], "predicate": {}}\
    """
        .formatted(predicateType, subject.algorithm(), subject.hex());
  }

  static String signature(Digest subject) {
    return statement(Wanted.SIGNED, subject);
  }

  static String simpleSigning(Digest image) {
    return """
    {"critical": {"identity": {"docker-reference": "elsewhere/app"},
     "image": {"docker-manifest-digest": "%s"},
     "type": "cosign container image signature"}, "optional": null}\
    """
        .formatted(image);
  }

  /** What a DSSE envelope has signed. */
  static byte[] pae(String statement) {
    int length = statement.getBytes(StandardCharsets.UTF_8).length;
    return "DSSEv1 28 application/vnd.in-toto+json %d %s"
        .formatted(length, statement)
        .getBytes(StandardCharsets.UTF_8);
  }
}
