package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activities.registry.client.ServiceHttp.Request;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of Google's "application default credentials": by the file that the environment or
 * {@code gcloud} names, else from the metadata server, which on GKE knows workload identities.
 *
 * @see <a
 *     href="https://cloud.google.com/docs/authentication/application-default-credentials">Google
 *     Cloud, how application default credentials work</a>
 * @see <a
 *     href="https://cloud.google.com/artifact-registry/docs/docker/authentication#token">Artifact
 *     Registry, access token</a>
 */
record GoogleTokens(CloudEnvironment environment) implements Renewed.Source<Credential> {

  static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private static final String USER = "oauth2accesstoken";
  private static final String NAMED = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String METADATA = "metadata.google.internal";
  private static final String WHAT = "get a token of Google from this machine";
  private static final Map<String, String> FLAVOR = Map.of("Metadata-Flavor", "Google");

  /** A token, and for how long it is good. */
  record Access(String token, long seconds) {

    /** From the answer of a token service; empty where it holds none. */
    static Optional<Access> of(JsonNode json) {
      String token = json.path("access_token").asText();
      long seconds = json.path("expires_in").asLong();
      return token.isEmpty() || seconds <= 0
          ? Optional.empty()
          : Optional.of(new Access(token, seconds));
    }

    @Override
    public String toString() {
      return "Access[***, " + seconds + "]";
    }
  }

  @Override
  public Optional<Renewed.Lease<Credential>> fetch() throws RegistryException {
    Optional<Access> access = access();
    return access.map(known ->
        new Renewed.Lease<>(
            new Credential.UsernamePassword(USER, known.token()),
            environment.clock().instant().plusSeconds(known.seconds())));
  }

  private Optional<Access> access() throws RegistryException {
    Optional<String> named = environment.variable(NAMED);
    if (named.isPresent()) {
      return Optional.of(GoogleFile.read(environment, NAMED, named.get()).access());
    }
    Optional<Path> usual = usualFile();
    return usual.isPresent()
        ? Optional.of(GoogleFile.read(environment, "gcloud", usual.get().toString()).access())
        : fromMetadata();
  }

  /** What {@code gcloud auth application-default login} left. */
  private Optional<Path> usualFile() {
    return environment
        .variable("CLOUDSDK_CONFIG")
        .map(Path::of)
        .or(() -> environment.variable("HOME").map(home -> Path.of(home, ".config", "gcloud")))
        .map(directory -> directory.resolve("application_default_credentials.json"))
        .filter(Files::isRegularFile);
  }

  private Optional<Access> fromMetadata() throws RegistryException {
    String host = environment.variable("GCE_METADATA_HOST").orElse(METADATA);
    URI uri =
        URI.create(
            "http://%s/computeMetadata/v1/instance/service-accounts/default/token".formatted(host));
    Optional<Answer> answer = environment.http().askMachine(Request.get(uri, FLAVOR), WHAT);
    if (answer.isEmpty() || answer.get().status() == 404) {
      return Optional.empty(); // none of Google's machines, or one without an account
    }
    if (!answer.get().isSuccess()) {
      throw CloudErrors.answered(
          answer.get(), uri, WHAT, "bind the service account to one of Google's");
    }
    Optional<Access> access = Access.of(Json.read(answer.get().body()));
    if (access.isEmpty()) {
      throw CloudErrors.unusable(uri, WHAT);
    }
    return access;
  }
}
