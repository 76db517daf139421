package dev.laytime.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.usage.Listing;
import dev.laytime.usage.SourceOfUse;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.ledger.ObjectSettings;
import dev.laytime.worker.ledger.ObjectSettings.ObjectSource;
import dev.laytime.worker.ledger.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectSourcesTest {

  private static final String CLUSTER =
      "{\"cluster\":{\"secretRef\":{\"name\":\"other\",\"key\":\"kubeconfig\"}}}";
  private static final String GIT =
      "{\"git\":{\"url\":\"https://127.0.0.1:1/a.git\",\"username\":\"ann\","
          + "\"secretRef\":{\"name\":\"git\",\"key\":\"token\"}}}";

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://%s:1"}}]
      users: [{name: u, user: {token: t}}]
      contexts: [{name: here, context: {cluster: c, user: u}}]
      current-context: here
      """;

  @TempDir Path directory;

  private final List<String> asked = new ArrayList<>();
  private String secret = "";
  private Set<String> inside = Set.of();
  private Optional<ObjectSource> known = Optional.empty();

  @Test
  void areNoneWhereNoObjectSaysThem() {
    assertThat(sources().find("shop.other")).isEmpty();
  }

  @Test
  void readTheSecretOfTheirOwnNamespaceForEachScan() {
    known = Optional.of(object(CLUSTER));
    SourceOfUse source = sources().find("shop.other").orElseThrow();
    assertThat(source.name()).isEqualTo("shop.other");
    assertThat(asked).as("not before somebody scans").isEmpty();

    Listing listing = source.list(() -> {});
    assertThat(listing.gaps())
        .singleElement()
        .asString()
        .contains("key kubeconfig of Secret other cannot be read: answered 403");
    assertThat(source.list(() -> {}).complete()).isFalse();
    assertThat(asked)
        .containsExactly(
            "/api/v1/namespaces/shop/secrets/other", "/api/v1/namespaces/shop/secrets/other");
  }

  @Test
  void askNoGitServerWithoutItsPassword() {
    known = Optional.of(object(GIT));
    Listing listing = sources().find("shop.other").orElseThrow().list(() -> {});

    assertThat(listing.gaps())
        .singleElement()
        .asString()
        .contains("read the password: key token of Secret git cannot be read");
    assertThat(asked).containsExactly("/api/v1/namespaces/shop/secrets/git");
  }

  @Test
  void proveNothingWhereNobodyUnderstandsWhatTheySay() {
    known = Optional.of(object("[]"));
    Listing listing = sources().find("shop.other").orElseThrow().list(() -> {});

    assertThat(listing.gaps()).containsExactly("what its object says is not understood");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false, where the sources of this namespace may not lead",
    "localhost, false, where the sources of this namespace may not lead",
    "10.255.255.1, false, where the sources of this namespace may not lead",
    "169.254.169.254, false, where the sources of this namespace may not lead",
    "169.254.169.254, true, where the sources of this namespace may not lead",
    "127.0.0.1, true, Connection refused",
  })
  void leadNowhereInsideUnlessConfigurationSaysSo(String host, boolean allowed, String gap) {
    inside = allowed ? Set.of("shop") : Set.of("till");
    secret = KUBECONFIG.formatted(host);
    known = Optional.of(object(CLUSTER));
    assertThat(gaps()).contains(gap.equals("Connection refused") ? "the API server: " : gap);
    assertThat(gaps().contains("may not lead")).isEqualTo(gap.contains("may not lead"));

    known = Optional.of(object(GIT.replace("127.0.0.1", host)));
    assertThat(gaps()).contains(gap);
  }

  @Test
  void leadAnywhereForThePlatformTeam() {
    secret = KUBECONFIG.formatted("127.0.0.1");
    known = Optional.of(object(CLUSTER));
    ObjectSource tenants = known.get();
    known =
        Optional.of(
            new ObjectSource(
                tenants.object(),
                tenants.settings(),
                tenants.content().replace("[\"reg.example.com/shop\"]", "[]")));

    assertThat(gaps()).contains("the API server: ").doesNotContain("may not lead");
  }

  private String gaps() {
    Listing listing = sources().find("shop.other").orElseThrow().list(() -> {});
    assertThat(listing.complete()).isFalse();
    return String.join("|", listing.gaps());
  }

  @Test
  void leaveNoCacheBehindOfWhatTheySaidBefore() throws IOException {
    ObjectSources sources = sources();
    known = Optional.of(object(GIT));
    var _ = sources.find("shop.other");
    Path fetched = Files.createDirectories(directory.resolve("shop.other/old/objects"));

    var _ = sources.find("shop.other");
    assertThat(fetched).as("it says the same").exists();
    known = Optional.of(object(GIT.replace("a.git", "b.git")));
    var _ = sources.find("shop.other");
    assertThat(fetched).as("it says something else").doesNotExist();
    Files.createDirectories(fetched);
    known = Optional.empty();
    assertThat(sources.find("shop.other")).isEmpty();
    assertThat(fetched).as("it is gone").doesNotExist();
  }

  @Test
  void leaveNoCacheBehindThatNobodyAsksForAnyMore() throws IOException {
    ObjectSources sources = sources();
    known = Optional.of(object(GIT));
    var _ = sources.find("shop.other");
    Path fetched = Files.createDirectories(directory.resolve("shop.other/old/objects"));

    known = Optional.of(object(GIT.replace("a.git", "b.git"), "shop.next"));
    var _ = sources.find("shop.next");
    assertThat(fetched).doesNotExist();
  }

  private static ObjectSource object(String spec) {
    return object(spec, "shop.other");
  }

  private static ObjectSource object(String spec, String name) {
    return new ObjectSource(
        "shop/other",
        new SourceSettings(name, "cluster", Duration.ofMinutes(5)),
        "{\"object\":\"shop/other\",\"namespace\":\"shop\",\"name\":\""
            + name
            + "\","
            + "\"prefixes\":[\"reg.example.com/shop\"],\"scanEvery\":\"PT5M\",\"spec\":"
            + spec
            + "}");
  }

  private ObjectSources sources() {
    return new ObjectSources(
        new ObjectRegistration() {
          @Override
          public ObjectRegistration.Answer take(
              ObjectSettings objects, String cluster, LedgerSettings settings, Instant now) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<ObjectSource> source(String name) {
            return known.filter(object -> object.settings().name().equals(name));
          }

          @Override
          public Map<String, String> scans() {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<String> sources() {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<String> otherSources() {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<String> otherPaths() {
            return List.of();
          }
        },
        () -> secret.isEmpty() ? new Refusing() : new Telling(),
        directory::resolve,
        GitProxies.NONE,
        inside);
  }

  /** Has one Secret with whatever keys are asked for. */
  private final class Telling extends Refusing {

    @Override
    public Answer get(String path) {
      String content = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.putObject("data").put("kubeconfig", content).put("token", content);
      return new Answer(200, body);
    }
  }

  /** Lets nobody read anything, and notes who asked. */
  private class Refusing implements ObjectApi {

    @Override
    public ObjectApi.Answer get(String path) {
      asked.add(path);
      return new ObjectApi.Answer(403, MissingNode.getInstance());
    }

    @Override
    public <T> List<T> list(String path, Function<JsonNode, List<T>> made) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ObjectApi.Answer create(String path, JsonNode object) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ObjectApi.Answer patch(String path, Patch kind, JsonNode patch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ObjectApi.Answer delete(String path, JsonNode options) {
      throw new UnsupportedOperationException();
    }
  }
}
