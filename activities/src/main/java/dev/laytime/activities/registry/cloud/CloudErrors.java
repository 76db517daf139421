package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activity.FailureType;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a refusal of a cloud's service means. */
final class CloudErrors {

  private static final int LONGEST_TEXT = 300;

  /** What could be a key or a token, whoever quotes it. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+=_~-]{32,}(\\.[\\w-]+)*");

  private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
  private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

  private CloudErrors() {}

  /**
   * An answer that is not what was asked for.
   *
   * @param what was attempted
   */
  static RegistryException answered(Answer answer, URI from, String what, String hint) {
    String reason = reason(answer.body());
    String said =
        "%s answered %d%s"
            .formatted(from.getHost(), answer.status(), reason.isEmpty() ? "" : " " + reason);
    FailureType type = type(answer.status(), reason);
    return new RegistryException(
        type, what, said, type == FailureType.UNAUTHORIZED ? hint : "it is tried again by itself");
  }

  /** An answer in which what was asked for is missing. */
  static RegistryException unusable(URI from, String what) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        what,
        from.getHost() + " gave an answer that cannot be used",
        "check what answers there, as a proxy in between");
  }

  /** That this process has nothing to show. */
  static RegistryException nobody(String what, String hint) {
    return new RegistryException(
        FailureType.UNAVAILABLE, what, "this process was given no identity", hint);
  }

  /** One line of somebody else's text: bounded, without what could be a secret. */
  static String clean(@Nullable String text) {
    if (text == null) {
      return "no reason given";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String safe = SECRET.matcher(line).replaceAll("***");
    return safe.length() <= LONGEST_TEXT ? safe : safe.substring(0, LONGEST_TEXT) + "…";
  }

  private static FailureType type(int status, String reason) {
    if (status == 429 || reason.contains("Throttl") || reason.contains("TooManyRequests")) {
      return FailureType.THROTTLED;
    }
    return status >= 500 || status == 408 ? FailureType.UNAVAILABLE : FailureType.UNAUTHORIZED;
  }

  /** The code and the message, wherever the service puts them. */
  private static String reason(String body) {
    JsonNode json = Json.read(body);
    JsonNode error = json.path("error");
    String code =
        first(
            json.path("__type").asText(),
            json.path("code").asText(),
            error.isTextual() ? error.asText() : error.path("status").asText(),
            json.path("errors").path(0).path("code").asText(),
            found(XML_CODE, body));
    String message =
        first(
            json.path("message").asText(),
            json.path("Message").asText(),
            json.path("error_description").asText(),
            error.path("message").asText(),
            json.path("errors").path(0).path("message").asText(),
            found(XML_MESSAGE, body));
    // What refuses a signature quotes what was signed.
    boolean quotes = code.contains("Signature");
    return Stream.of(clean(code.replaceFirst("^.*#", "")), quotes ? "" : clean(message))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String found(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.find() ? matcher.group(1) : "";
  }
}
