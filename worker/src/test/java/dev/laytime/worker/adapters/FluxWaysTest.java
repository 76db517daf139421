package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Credentials.Place;
import dev.laytime.activities.registry.client.PemTexts;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.SourceWay;
import dev.laytime.activities.registry.cloud.CloudLogins;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With which login the source of an image repository of Flux is asked. */
class FluxWaysTest {

  private static final String MIRROR = "imagerepo-mirror/a/app";
  private static final String GROUP = "/apis/image.toolkit.fluxcd.io";
  private static final String OBJECT = GROUP + "/v1/namespaces/a/imagerepositories/app";
  private static final String SECRET = "/api/v1/namespaces/a/secrets/pull";
  private static final Repository QUAY = Repository.parse("quay.io/team/app");
  private static final Place PLACE = new Place("quay.io", "team/app");

  private final Map<String, JsonNode> objects = new HashMap<>();
  private int asked;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private boolean away;
  private boolean staged;

  private final FluxWays ways =
      new FluxWays(
          this::open,
          Set.of("a/pull", "a/tls"),
          CloudLogins.fromEnvironment(
              Map.of(
                  "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1",
                  "GCE_METADATA_HOST", "127.0.0.1:1")),
          source -> staged,
          () -> now);

  @BeforeEach
  void serve() throws JsonProcessingException {
    put(GROUP, "{'versions': [{'version': 'v1'}]}");
  }

  @Test
  void leavesOtherMirrorsToTheWorker() throws Exception {
    assertThat(ways.of("registry.example.com/prod", QUAY)).isEmpty();
    assertThat(asked).isZero();
  }

  @Test
  void hasNoWayWhereTheWorkerDoesNotKnowFluxsObjects() throws Exception {
    assertThat(FluxWays.none("registry.example.com/prod", QUAY)).isEmpty();
    assertThat(
            catchThrowableOfType(RegistryException.class, () -> FluxWays.none(MIRROR, QUAY)).type())
        .isEqualTo(FailureType.UNAVAILABLE);
  }

  @Test
  void showsThePullSecretOfTheObjectToItsRegistryAlone() throws Exception {
    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");
    secret("anna");

    SourceWay way = way();
    assertThat(way.owner()).isEqualTo(MIRROR);
    assertThat(way.credentials().of(PLACE)).contains(login("anna"));
    assertThat(way.credentials().of(new Place("ghcr.io", "x"))).isEmpty();
    assertThat(way.insecure()).isNull();
  }

  @Test
  void takesARotatedSecretAfterHalfAMinute() throws Exception {
    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");
    secret("anna");
    SourceWay way = way();
    Object edition = way.credentials().edition();
    secret("bo");
    var _ = way();
    assertThat(way.credentials().edition()).isEqualTo(edition);

    now = now.plus(Duration.ofSeconds(30));
    var _ = way();
    assertThat(way.credentials().edition()).isNotEqualTo(edition);
    assertThat(way.credentials().of(PLACE)).contains(login("bo"));
  }

  @Test
  void asksAsNobodyWhereTheObjectBringsNothing() throws Exception {
    object("'image': 'quay.io/team/app'");

    assertThat(way().owner()).isEqualTo("nobody");
    assertThat(way().credentials().of(PLACE)).isEmpty();
  }

  @Test
  void showsACloudsTokenToHostsOfThatCloudAlone() throws Exception {
    for (List<String> row :
        List.of(
            List.of("europe-docker.pkg.dev/p/r/app", "generic", "cloud google"),
            List.of("gcr.io/p/app", "gcp", "cloud google"),
            List.of("quay.io/team/app", "gcp", "nobody"),
            List.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "aws", "cloud ecr"),
            List.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "generic", "nobody"),
            List.of("team.azurecr.io/app", "azure", "cloud acr"),
            List.of("europe-docker.pkg.dev/p/r/app", "aws", "nobody"))) {
      object("'image': '%s', 'provider': '%s'".formatted(row.get(0), row.get(1)));
      now = now.plus(Duration.ofMinutes(1));

      assertThat(ways.of(MIRROR, Repository.parse(row.get(0))).orElseThrow().owner())
          .as(row.toString())
          .isEqualTo(row.get(2));
    }
  }

  /** A life brings it as the worker, and would be refused what was found with that identity. */
  @Test
  void lendsNoIdentityThatNobodyAskedForWhereLivesBringWhatIsFound() throws Exception {
    staged = true;
    Repository google = Repository.parse("gcr.io/p/app");
    object("'image': 'gcr.io/p/app'");
    assertThat(ways.of(MIRROR, google).orElseThrow().owner()).isEqualTo("nobody");

    staged = false;
    assertThat(ways.of(MIRROR, google).orElseThrow().owner()).isEqualTo("cloud google");
  }

  @Test
  void speaksTlsWithWhatTheObjectsOwnSecretHolds() throws Exception {
    object("'image': 'quay.io/team/app', 'certSecretRef': {'name': 'tls'}");
    put(
        "/api/v1/namespaces/a/secrets/tls",
        "{'data': {'caFile': 'b2xk', 'tls.crt': 'Y2VydA==', 'tls.key': 'a2V5'}}");

    SourceWay way = way();

    assertThat(way.owner()).isEqualTo(MIRROR);
    assertThat(way.tls()).isEqualTo(new PemTexts("Secret a/tls", "old", "cert", "key"));
    assertThat(way.credentials().of(PLACE)).isEmpty();
    assertThat(way().edition()).isEqualTo(way.edition());

    put("/api/v1/namespaces/a/secrets/tls", "{'data': {'ca.crt': 'bmV3'}}");
    now = now.plus(Duration.ofSeconds(30));
    assertThat(way().tls()).isEqualTo(new PemTexts("Secret a/tls", "new", null, null));
    assertThat(way().edition()).isNotEqualTo(way.edition());
  }

  @Test
  void showsACloudsTokenAndTheObjectsOwnCertificateTogether() throws Exception {
    object("'image': 'gcr.io/p/app', 'certSecretRef': {'name': 'tls'}");
    put("/api/v1/namespaces/a/secrets/tls", "{'data': {'ca.crt': 'bmV3'}}");

    SourceWay way = ways.of(MIRROR, Repository.parse("gcr.io/p/app")).orElseThrow();

    assertThat(way.owner()).isEqualTo(MIRROR);
    assertThat(way.insecure()).isNull();
    assertThat(way.credentials()).isNotEqualTo(Credentials.NONE);
  }

  @Test
  void forgetsAnObjectThatIsGone() throws Exception {
    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");
    secret("anna");
    SourceWay held = way();
    var _ = way();
    assertThat(asked).isEqualTo(1);

    ways.leave(MIRROR);
    assertThat(held.credentials().of(PLACE)).as("who holds it finds nothing").isEmpty();
    var _ = way();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void knowsAnObjectThatWasMadeAgainForAnother() throws Exception {
    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");
    secret("anna");
    Object first = way().edition();
    objects.remove(OBJECT);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(refused().said()).contains("its object is gone");

    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");

    assertThat(way().edition()).isNotEqualTo(first);
  }

  @Test
  void goesWithoutTlsWhereTheObjectSaysSo() throws Exception {
    object("'image': 'quay.io/team/app', 'insecure': true");

    assertThat(way().insecure()).isTrue();
  }

  @Test
  void asksNobodyWhereItIsNotKnownHow() throws Exception {
    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'pull'}");
    assertThat(refused().said()).contains("Secret pull cannot be read");

    object("'image': 'quay.io/team/app', 'secretRef': {'name': 'other'}");
    assertThat(refused().said()).isEqualTo("Secret a/other may not be read");

    object("'image': 'quay.io/other/app'");
    assertThat(refused().said()).contains("names quay.io/other/app by now");

    objects.remove(OBJECT);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(refused().said()).contains("its object is gone");

    away = true;
    assertThat(refused().said()).isEqualTo("the cluster is away");
  }

  private RegistryException refused() {
    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> ways.of(MIRROR, QUAY));
    assertThat(refused.type()).isEqualTo(FailureType.UNAVAILABLE);
    return refused;
  }

  private SourceWay way() throws RegistryException {
    return ways.of(MIRROR, QUAY).orElseThrow();
  }

  private static Credential login(String username) {
    return new Credential.UsernamePassword(username, "x");
  }

  private void object(String spec) throws JsonProcessingException {
    put(OBJECT, "{'metadata': {'namespace': 'a', 'name': 'app'}, 'spec': {%s}}".formatted(spec));
  }

  private void secret(String username) throws JsonProcessingException {
    String text =
        "{\"auths\":{\"quay.io\":{\"username\":\"%s\",\"password\":\"x\"}}}".formatted(username);
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    put(SECRET, "{'data': {'.dockerconfigjson': '%s'}}".formatted(encoded));
  }

  private void put(String path, String json) throws JsonProcessingException {
    objects.put(path, new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  private ObjectApi open() throws IOException {
    asked++;
    if (away) {
      throw new IOException("the cluster is away");
    }
    return new Objects();
  }

  private final class Objects implements ObjectApi {

    @Override
    public Answer get(String path) {
      JsonNode found = objects.get(path);
      return found == null ? new Answer(404, MissingNode.getInstance()) : new Answer(200, found);
    }

    @Override
    public <T> List<T> list(String path, Function<JsonNode, List<T>> made) {
      throw new UnsupportedOperationException("Nothing is listed");
    }

    @Override
    public Answer create(String path, JsonNode object) {
      throw new UnsupportedOperationException("Nothing is written");
    }

    @Override
    public Answer patch(String path, Patch kind, JsonNode patch) {
      throw new UnsupportedOperationException("Nothing is written");
    }

    @Override
    public Answer delete(String path, JsonNode options) {
      throw new UnsupportedOperationException("Nothing is deleted");
    }
  }
}
