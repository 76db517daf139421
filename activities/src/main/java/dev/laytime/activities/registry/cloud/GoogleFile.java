package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activities.registry.cloud.GoogleTokens.Access;
import dev.laytime.activity.FailureType;
import java.net.URI;
import java.util.Optional;

/**
 * A file of Google's credentials: a service account's key, a person's login, or another cloud's
 * identity that Google takes. Its text never shows what it says.
 *
 * @param path of the file, for people
 */
record GoogleFile(CloudEnvironment environment, String path, JsonNode content) {

  private static final String TOKENS = "https://oauth2.googleapis.com/token";

  static GoogleFile read(CloudEnvironment environment, String named, String path)
      throws RegistryException {
    String text = environment.file(named, path, "read the credentials of Google");
    return new GoogleFile(environment, path, Json.read(text));
  }

  /** A token by what the file says. */
  Access access() throws RegistryException {
    return switch (text("type")) {
      case "service_account" -> posted(ofServiceAccount(), tokenUri(), "the key's account");
      case "authorized_user" -> posted(ofUser(), tokenUri(), "the user's login");
      case "external_account" -> new GoogleExternalAccount(this).access();
      case "" -> throw refused("it is no such file");
      default -> throw refused("it is of a type that is not understood");
    };
  }

  /** A value of the file; empty where it has none. */
  String text(String name) {
    return content.path(name).asText();
  }

  /** Posts a form to a token service. */
  Access posted(Form form, URI uri, String whose) throws RegistryException {
    String what = "get a token of Google by " + path;
    Answer answer = environment.http().ask(form.to(uri), what);
    if (!answer.isSuccess()) {
      throw CloudErrors.answered(
          answer, uri, what, "look whether %s still counts".formatted(whose));
    }
    Optional<Access> access = Access.of(Json.read(answer.body()));
    if (access.isEmpty()) {
      throw CloudErrors.unusable(uri, what);
    }
    return access.get();
  }

  /** That the file cannot be used, without showing what it says. */
  RegistryException refused(String why) {
    return new RegistryException(
        FailureType.UNAUTHORIZED,
        "get a token of Google by " + path,
        why,
        "expected a service account's key, an external account with a file or URL, or what gcloud"
            + " auth application-default login writes");
  }

  /** An address that stands in the file. */
  URI uri(String text) throws RegistryException {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() == null) {
        throw refused("it names an address that is none");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw refused("it names an address that is none");
    }
  }

  private Form ofServiceAccount() throws RegistryException {
    GoogleAssertion assertion =
        new GoogleAssertion(text("client_email"), text("private_key_id"), text("private_key"));
    return new Form()
        .with("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .with(
            "assertion",
            assertion
                .signed(tokenUri().toString(), environment.clock().instant())
                .orElseThrow(() -> refused("it holds no private key that can be used")));
  }

  private Form ofUser() {
    return new Form()
        .with("grant_type", "refresh_token")
        .with("client_id", text("client_id"))
        .with("client_secret", text("client_secret"))
        .with("refresh_token", text("refresh_token"));
  }

  private URI tokenUri() throws RegistryException {
    String own = text("token_uri");
    return uri(own.isEmpty() ? TOKENS : own);
  }

  @Override
  public String toString() {
    return "GoogleFile[" + path + "]";
  }
}
