package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What a signed document says. Who signed it has been looked at before. */
final class Claims {

  private static final Set<String> STATEMENTS =
      Set.of("https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1");

  private static final String OF_COSIGN = "cosign container image signature";

  private Claims() {}

  /** Fails unless an in-toto statement is of the wanted type, and about the wanted image. */
  static void checkStatement(byte[] payload, Wanted wanted) throws UnacceptableException {
    JsonNode statement = Documents.read(payload, "its statement");
    if (!STATEMENTS.contains(statement.path("_type").asText())) {
      throw new UnacceptableException("its payload is no in-toto statement of version 0.1 or 1");
    }
    String type = statement.path("predicateType").asText();
    if (!type.equals(wanted.statementType())) {
      throw new UnacceptableException(
          "it is a statement of type '%s', not '%s'"
              .formatted(Documents.shown(type), wanted.statementType()));
    }
    for (JsonNode subject : statement.path("subject")) {
      JsonNode hex = subject.path("digest").path(wanted.digest().algorithm());
      if (hex.isTextual() && hex.textValue().equals(wanted.digest().hex())) {
        return;
      }
    }
    throw new UnacceptableException("it is about another digest");
  }

  /** Fails unless a payload of cosign's first form is about the wanted image. */
  static void checkSimpleSigning(byte[] payload, Wanted wanted) throws UnacceptableException {
    if (!wanted.isSignature()) {
      throw new UnacceptableException("it is a signature, not an attestation");
    }
    JsonNode critical = Documents.read(payload, "its payload").path("critical");
    if (!critical.path("type").asText().equals(OF_COSIGN)) {
      throw new UnacceptableException("its payload is not of cosign's type");
    }
    String digest = critical.path("image").path("docker-manifest-digest").asText();
    if (!digest.equals(wanted.digest().value())) {
      throw new UnacceptableException("it is about another digest: " + Documents.shown(digest));
    }
  }
}
