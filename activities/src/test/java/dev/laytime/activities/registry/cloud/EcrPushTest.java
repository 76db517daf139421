package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.cloud.CloudServer.Answer;
import dev.laytime.activities.registry.cloud.CloudServer.Seen;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EcrPushTest {

  private static final String HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  private static final String PUT = "/v2/team/app/manifests/1.0";
  private static final String UNKNOWN =
      "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"The repository does not exist\"}]}";

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONTENT =
      "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[]}";

  private final Manifest image = manifest(CONTENT);
  private CloudServer server;
  private volatile boolean created;

  @BeforeEach
  void start() throws IOException {
    server = new CloudServer();
    server.answer(PUT, _ -> created ? new Answer(201, "") : new Answer(404, UNKNOWN));
    server.answer(
        "/v2/team/app/manifests/" + image.digest(),
        200,
        new String(image.bytes(), StandardCharsets.UTF_8));
    server.answer(
        "/ecr/",
        _ -> {
          created = true;
          return new Answer(200, "{}");
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsTheRepositoryThatIsMissingAndGoesOn() throws IOException {
    push(true);

    Seen creation = seen("/ecr/").getFirst();
    assertThat(seen("/ecr/")).hasSize(1);
    assertThat(creation.header("x-amz-target"))
        .isEqualTo("AmazonEC2ContainerRegistry_V20150921.CreateRepository");
    assertThat(Json.read(creation.body()))
        .isEqualTo(Json.read("{\"registryId\":\"123456789012\",\"repositoryName\":\"team/app\"}"));
    assertThat(seen(PUT)).hasSize(2);
  }

  @Test
  void takesARepositoryThatAnotherCreatedForItsOwn() throws IOException {
    server.answer(
        "/ecr/",
        _ -> {
          created = true;
          return new Answer(400, "{\"__type\":\"RepositoryAlreadyExistsException\"}");
        });

    push(true);
    assertThat(seen(PUT)).hasSize(2);
  }

  @Test
  void saysWhyItMayNotCreateIt() {
    server.answer("/ecr/", 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}");

    RegistryException refused = catchThrowableOfType(RegistryException.class, () -> push(true));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(refused).hasMessageContaining("ecr:CreateRepository");
  }

  @Test
  void createsNothingUnasked() {
    RegistryException refused = catchThrowableOfType(RegistryException.class, () -> push(false));
    assertThat(refused.type()).isEqualTo(FailureType.NOT_FOUND);
    assertThat(seen("/ecr/")).isEmpty();
  }

  @Test
  void createsNothingForAQuestion() {
    server.answer("/v2/team/app/manifests/2.0", 404, UNKNOWN);
    try (RegistryClient client = client(true)) {
      assertThat(
              catchThrowableOfType(
                  RegistryException.class, () -> client.target(repository()).get(new Tag("2.0"))))
          .isNull();
    }
    assertThat(seen("/ecr/")).isEmpty();
  }

  @Test
  void takesAnImmutableTagThatNamesTheSameForWritten() throws IOException {
    immutable(new String(image.bytes(), StandardCharsets.UTF_8));

    push(false);
    assertThat(seen(PUT)).extracting(Seen::method).containsExactly("PUT", "HEAD", "GET");
  }

  @Test
  void refusesAnImmutableTagThatNamesAnother() {
    immutable(CONTENT + "\n");

    RegistryException refused = catchThrowableOfType(RegistryException.class, () -> push(false));
    assertThat(refused.type()).isEqualTo(FailureType.REFUSED);
    assertThat(refused).hasMessageContaining("TAG_INVALID");
  }

  private void immutable(String there) {
    server.answer(
        PUT,
        seen ->
            seen.method().equals("PUT")
                ? new Answer(
                    400,
                    "{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"it is immutable\"}]}")
                : new Answer(200, there));
  }

  private void push(boolean creating) throws IOException {
    try (RegistryClient client = client(creating)) {
      client.target(repository()).write(image, new Tag("1.0"));
    }
  }

  private RegistryClient client(boolean creating) {
    CloudLogins logins =
        CloudLogins.of(
            Map.of(
                "AWS_ENDPOINT_URL", server.uri("/ecr").toString(),
                "AWS_ACCESS_KEY_ID", "AKIA",
                "AWS_SECRET_ACCESS_KEY", "secret"),
            new SteppingClock());
    RegistrySettings settings =
        new RegistrySettings(HOST, server.uri(""), null)
            .creating(creating ? logins.repositories(HOST).orElseThrow() : null);
    return new RegistryClient(ClientSettings.of(List.of(settings), Credentials.NONE));
  }

  private static Repository repository() {
    return Repository.parse(HOST + "/team/app");
  }

  private List<Seen> seen(String target) {
    return server.seen.stream().filter(seen -> seen.target().equals(target)).toList();
  }

  private static Manifest manifest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Manifest(INDEX, Digest.of("sha256", hex), bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
