package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activities.registry.client.ServiceHttp.Method;
import dev.laytime.activities.registry.client.ServiceHttp.Request;
import dev.laytime.activities.registry.cloud.GoogleTokens.Access;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another's identity that Google takes for one of its own: a token from a file or an address,
 * exchanged, and where the file says so for that of a service account.
 *
 * @see <a href="https://google.aip.dev/auth/4117">AIP-4117, external account credentials</a>
 */
record GoogleExternalAccount(GoogleFile file) {

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  Access access() throws RegistryException {
    Form form =
        new Form()
            .with("grant_type", EXCHANGE)
            .with("audience", file.text("audience"))
            .with("scope", GoogleTokens.SCOPE)
            .with("requested_token_type", ACCESS_TOKEN)
            .with("subject_token", subject())
            .with("subject_token_type", file.text("subject_token_type"));
    Access exchanged = file.posted(form, file.uri(file.text("token_url")), "the pool's provider");
    String other = file.text("service_account_impersonation_url");
    return other.isEmpty() ? exchanged : impersonated(file.uri(other), exchanged);
  }

  private String subject() throws RegistryException {
    JsonNode source = file.content().path("credential_source");
    String path = source.path("file").asText();
    if (!path.isEmpty()) {
      String what = "get a token of Google by " + file.path();
      return token(file.environment().file("credential_source", path, what), source);
    }
    String url = source.path("url").asText();
    if (url.isEmpty()) {
      throw file.refused("its credential_source is neither a file nor a URL");
    }
    return token(fetched(file.uri(url), source.path("headers")), source);
  }

  private String fetched(URI uri, JsonNode named) throws RegistryException {
    Map<String, String> headers = new HashMap<>();
    named.properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    String what = "get the token that Google takes for ours";
    Answer answer = file.environment().http().ask(Request.get(uri, headers), what);
    if (!answer.isSuccess()) {
      throw CloudErrors.answered(answer, uri, what, "look at credential_source in " + file.path());
    }
    return answer.body().strip();
  }

  private String token(String text, JsonNode source) throws RegistryException {
    JsonNode format = source.path("format");
    String token =
        format.path("type").asText().equals("json")
            ? Json.read(text).path(format.path("subject_token_field_name").asText()).asText()
            : text;
    if (token.isEmpty()) {
      throw file.refused("its credential_source holds no token");
    }
    return token;
  }

  private Access impersonated(URI uri, Access own) throws RegistryException {
    String what = "get a token of Google by " + file.path();
    Map<String, Object> body = Map.of("scope", List.of(GoogleTokens.SCOPE), "lifetime", "3600s");
    Request request =
        new Request(
            Method.POST,
            uri,
            Map.of("Content-Type", "application/json", "Authorization", "Bearer " + own.token()),
            Json.write(body));
    Answer answer = file.environment().http().ask(request, what);
    if (!answer.isSuccess()) {
      throw CloudErrors.answered(
          answer, uri, what, "let the identity impersonate that service account");
    }
    JsonNode json = Json.read(answer.body());
    try {
      Instant end = Instant.parse(json.path("expireTime").asText());
      long seconds = Duration.between(file.environment().clock().instant(), end).toSeconds();
      return new Access(json.path("accessToken").asText(), seconds);
    } catch (DateTimeParseException e) {
      throw CloudErrors.unusable(uri, what);
    }
  }
}
