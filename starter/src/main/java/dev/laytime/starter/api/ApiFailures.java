package dev.laytime.starter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activity.Problem;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import java.net.URI;

/**
 * An RFC 9457 problem as a command's error.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class ApiFailures {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ApiFailures() {}

  static CommandFailure of(String attempted, URI server, int status, String body) {
    JsonNode problem = problem(body);
    String cause = text(problem, "detail", text(problem, "title", "HTTP status " + status));
    String hint = text(problem, "hint", usualHint(status));
    return new CommandFailure(
        status == CONFLICT ? ExitCode.REFUSED : ExitCode.ERROR,
        new Problem(attempted, "the worker at %s: %s".formatted(server, cause), hint, null),
        null);
  }

  private static String usualHint(int status) {
    return switch (status) {
      case UNAUTHORIZED -> "name the file of the worker's token: --token-file, LAYTIME_TOKEN_FILE";
      case FORBIDDEN -> "give the worker a token for writes: api.token-file in its laytime.yaml";
      case NOT_FOUND -> "check the name; 'laytime images' and 'laytime sources' list what is known";
      case CONFLICT -> "look again what it is now, and decide anew";
      default -> "look into the worker's log";
    };
  }

  /** Something between us and the worker may answer in any form. */
  private static JsonNode problem(String body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node == null ? MAPPER.nullNode() : node;
    } catch (JsonProcessingException e) {
      return MAPPER.nullNode();
    }
  }

  private static String text(JsonNode problem, String field, String otherwise) {
    String found = problem.path(field).asText("");
    return found.isBlank() ? otherwise : found;
  }
}
