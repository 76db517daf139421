package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A DSSE envelope of an in-toto statement.
 *
 * @param payload what is signed, with its type
 * @param signatures at least one
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md">DSSE</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(byte[] payload, List<byte[]> signatures) {

  static final String IN_TOTO = "application/vnd.in-toto+json";

  private static final int MOST_SIGNATURES = 10;

  Envelope {
    signatures = List.copyOf(signatures);
  }

  /** Reads one. */
  static Envelope of(JsonNode json) throws UnacceptableException {
    if (!json.path("payloadType").asText().equals(IN_TOTO)) {
      throw new UnacceptableException("its envelope holds no in-toto statement");
    }
    List<byte[]> signatures = new ArrayList<>();
    for (JsonNode signature : json.path("signatures")) {
      signatures.add(Documents.base64(signature.path("sig"), "a signature of its envelope"));
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new UnacceptableException(
          "its envelope has %d signatures, not 1 to %d"
              .formatted(signatures.size(), MOST_SIGNATURES));
    }
    return new Envelope(Documents.base64(json.path("payload"), "its payload"), signatures);
  }

  /** What its signatures sign. */
  byte[] signed() {
    return signed(payload);
  }

  static byte[] signed(byte[] payload) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(
        "DSSEv1 %d %s %d "
            .formatted(IN_TOTO.length(), IN_TOTO, payload.length)
            .getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(payload);
    return signed.toByteArray();
  }
}
