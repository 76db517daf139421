package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.activities.crd.Round;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnKindsAdapterTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final RepositoryPrefix SHOP = RepositoryPrefix.parse("reg.example.com/shop");
  private static final Tenancy TENANCY =
      new Tenancy(
          "laytime",
          List.of("platform"),
          List.of(new Tenancy.Tenant("shop", List.of(SHOP), List.of("other-cluster"))));

  private static final String CLUSTER = "cluster: {secretRef: {name: '%s', key: 'kubeconfig'}}";

  private final FakeCluster cluster = new FakeCluster();
  private final List<Taken> taken = new ArrayList<>();
  private final List<String> swept = new ArrayList<>();
  private Map<String, String> scans = Map.of();
  private String refused = "";

  private final OwnKindsAdapter adapter =
      new OwnKindsAdapter(
          new OwnKindsAdapter.Worker() {
            @Override
            public Surroundings surroundings() {
              return new Surroundings(
                  TENANCY,
                  Map.of("prod", RepositoryPrefix.parse("reg.example.com")),
                  Set.of("live"),
                  Set.of("shop.taken"),
                  scans,
                  PathPlanTest.GROUND);
            }

            @Override
            public String take(Taken now) {
              taken.add(now);
              return refused;
            }

            @Override
            public void sweepNow(String stage) {
              swept.add(stage);
            }

            @Override
            public void scanNow(String source) {
              swept.add(source);
            }
          },
          new EventWriter("worker", () -> NOW),
          () -> NOW);

  @Test
  void takesAPinOfATenantBelowItsPrefix() throws IOException {
    pin("shop", "keep", "image: 'reg.example.com/shop/app:1', reason: 'audit'");

    round();
    assertThat(taken.getLast().pins())
        .containsExactly(
            new PinnedImage(
                "shop/keep", Reference.parse("reg.example.com/shop/app:1"), null, "audit"));
    assertThat(ready(OwnKindsAdapter.PINS, "shop", "keep")).isEqualTo("True Pinned");
    assertThat(status("shop", "keep").path("observedGeneration").asInt()).isEqualTo(1);
    assertThat(cluster.events("shop")).hasSize(1);
  }

  @Test
  void writesAndTellsNothingTwice() throws IOException {
    pin("shop", "keep", "image: 'reg.example.com/shop/app:1', reason: 'audit'");
    round();
    int before = cluster.writes.size();

    round();
    assertThat(cluster.writes).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop  | reg.example.com/till/app:1      | reg.example.com/till/app is not below",
        "shop  | reg.example.com/shop2/app:1     | reg.example.com/shop2/app is not below",
        "shop  | docker.io/library/app:1         | docker.io/library/app is not below",
        "other | reg.example.com/shop/app:1      | namespace other is none of",
      })
  void deniesWhatIsNotTheNamespacesOwn(String namespace, String image, String why)
      throws IOException {
    pin(namespace, "reach", "image: '%s', reason: 'mine'".formatted(image));

    round();
    assertThat(taken.getLast().pins()).isEmpty();
    assertThat(ready(OwnKindsAdapter.PINS, namespace, "reach")).isEqualTo("False AccessDenied");
    assertThat(condition(OwnKindsAdapter.PINS, namespace, "reach", "Stalled").path("message"))
        .hasToString(
            condition(OwnKindsAdapter.PINS, namespace, "reach", "Ready").path("message").toString())
        .asString()
        .contains(why);
  }

  @Test
  void letsThePlatformSpeakOfEverything() throws IOException {
    pin("laytime", "any", "image: 'reg.example.com/till/app:1', reason: 'so'");
    policy("laytime", "all", "rules: [{keepLast: 3}]");

    round();
    assertThat(taken.getLast().pins()).hasSize(1);
    assertThat(taken.getLast().policies())
        .containsExactly(
            new KeptRules(
                "laytime/all",
                List.of(),
                List.of(new RetentionRule(List.of(), List.of(), 3, null, null))));
  }

  @Test
  void countsAPolicyBelowTheNamespacesPrefixesAlone() throws IOException {
    policy("shop", "young", "rules: [{tags: ['v*'], minAge: '30d'}]");
    policy("shop", "wide", "prefix: 'reg.example.com', rules: [{keepLast: 3}]");

    round();
    assertThat(taken.getLast().policies())
        .containsExactly(
            new KeptRules(
                "shop/young",
                List.of(SHOP),
                List.of(
                    new RetentionRule(List.of(), List.of("v*"), null, Duration.ofDays(30), null))));
    assertThat(ready(OwnKindsAdapter.POLICIES, "shop", "wide")).isEqualTo("False AccessDenied");
  }

  @ParameterizedTest
  @CsvSource({"v*, True", "*/*-*, True", "a/**, True", "*a*a*a*b, False", "a***, False"})
  void takesNoPatternThatIsTooWild(String pattern, String ready) throws IOException {
    policy("shop", "wild", "rules: [{tags: ['%s'], keepLast: 1}]".formatted(pattern));

    round();
    assertThat(ready(OwnKindsAdapter.POLICIES, "shop", "wild")).startsWith(ready);
    assertThat(taken.getLast().policies()).hasSize(ready.equals("True") ? 1 : 0);
  }

  @Test
  void takesWhatKeepsImagesOfAStageThatIsNotUnderstood() throws IOException {
    stage("far", "prefix: 'far.example.com', deletion: 'enabled', vouchedBy: ['lvie']");
    pin("laytime", "far", "image: 'far.example.com/app:1', reason: 'audit'");
    policy("laytime", "far", "prefix: 'far.example.com', rules: [{keepLast: 3}]");

    round();
    assertThat(taken.getLast().pins()).hasSize(1);
    assertThat(taken.getLast().policies()).hasSize(1);
    assertThat(ready(OwnKindsAdapter.PINS, "laytime", "far")).isEqualTo("False NotManaged");
    assertThat(ready(OwnKindsAdapter.POLICIES, "laytime", "far")).isEqualTo("False NotManaged");
  }

  @Test
  void refusesAnOversizedObjectAlone() throws IOException {
    String pattern = "'%s'".formatted("a".repeat(255));
    String rule = "{keepLast: 1, tags: [%s]}".formatted(many(pattern, 50));
    policy("shop", "huge", "rules: [%s]".formatted(many(rule, 50)));
    policy("shop", "young", "rules: [{keepLast: 3}]");

    round();
    assertThat(taken.getLast().policies())
        .extracting(KeptRules::object)
        .containsExactly("shop/young");
    assertThat(taken.getLast().held())
        .containsExactly(new Taken.Held("RetentionPolicy", "shop/huge"));
    assertThat(ready(OwnKindsAdapter.POLICIES, "shop", "huge")).isEqualTo("False InvalidSpec");
  }

  private static String many(String text, int times) {
    return String.join(", ", Collections.nCopies(times, text));
  }

  @Test
  void keepsNoObjectWholeWhileItReadsOthers() throws IOException {
    pin("shop", "keep", "image: 'reg.example.com/shop/app:1', reason: 'audit'");

    round();
    assertThat(cluster.kept).isNotEmpty().noneMatch(JsonNode.class::isInstance);
  }

  @Test
  void holdsNothingByASuspendedOrAnExpiredPin() throws IOException {
    pin("shop", "off", "image: 'reg.example.com/shop/app:1', reason: 'a', suspend: true");
    pin(
        "shop",
        "over",
        "image: 'reg.example.com/shop/app:1', reason: 'a', until: '2026-10-31T23:59:59Z'");

    round();
    assertThat(taken.getLast().pins()).isEmpty();
    assertThat(taken.getLast().held()).isEmpty();
    assertThat(ready(OwnKindsAdapter.PINS, "shop", "off")).isEqualTo("False Suspended");
    assertThat(ready(OwnKindsAdapter.PINS, "shop", "over")).isEqualTo("False Expired");
  }

  @Test
  void holdsOnToWhatAnObjectSaidThatNobodyUnderstands() throws IOException {
    pin("shop", "odd", "image: 'reg.example.com/Shop/app:1', reason: 'a'");
    pin("shop", "list", "image: ['a', 'b'], reason: 'a'");
    pin(
        "shop",
        "when",
        "image: 'reg.example.com/shop/a:1', reason: 'a', until: '2026-02-31T00:00:00Z'");

    round();
    assertThat(taken.getLast().held())
        .containsExactlyInAnyOrder(
            new Taken.Held("Pin", "shop/odd"),
            new Taken.Held("Pin", "shop/list"),
            new Taken.Held("Pin", "shop/when"));
    assertThat(ready(OwnKindsAdapter.PINS, "shop", "odd")).isEqualTo("False InvalidSpec");
  }

  @Test
  void changesNothingWhereAnyKindCannotBeListed() throws IOException {
    pin("shop", "keep", "image: 'reg.example.com/shop/app:1', reason: 'audit'");
    cluster.refuse(OwnKindsAdapter.POLICIES.path());

    assertThatThrownBy(this::round).isInstanceOf(IOException.class).hasMessageContaining("403");
    assertThat(taken).isEmpty();
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void changesNothingWhereNobodyKnowsWhichClusterItIs() throws IOException {
    round();
    assertThat(taken.getLast().cluster()).isEqualTo("cluster fake");

    cluster.refuse("/api/v1/namespaces/kube-system");
    assertThatThrownBy(this::round)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kube-system: answered 403");
    assertThat(taken).hasSize(1);
  }

  @Test
  void writesNothingOfWhatItsWorkerDoesNotTake() throws IOException {
    cluster.put(
        OwnKindsAdapter.STAGES,
        json(
            "{metadata: {name: 'test', annotations: {'laytime.dev/requestedAt': 'now'}}, spec:"
                + " {prefix: 'test.example.com'}}"));
    refused = "another worker started later";

    assertThat(adapter.round(cluster)).isEqualTo(new Round("another worker started later", 0));
    assertThat(cluster.writes).isEmpty();
    assertThat(swept).isEmpty();
  }

  @Test
  void makesAStageOfWhatIsSaidAndOfWhatIsUsual() throws IOException {
    stage("test", "prefix: 'test.example.com', deletion: 'enabled', gracePeriod: '2d'");

    round();
    assertThat(taken.getLast().stages())
        .singleElement()
        .satisfies(stage -> {
          assertThat(stage.deletion()).isTrue();
          assertThat(stage.gracePeriod()).isEqualTo(Duration.ofDays(2));
          assertThat(stage.quarantine()).isEqualTo(Duration.ofDays(7));
        });
    assertThat(ready(OwnKindsAdapter.STAGES, "", "test")).isEqualTo("True InForce");
  }

  @Test
  void onlyObservesInASuspendedStage() throws IOException {
    stage("test", "prefix: 'test.example.com', deletion: 'enabled', suspend: true");

    round();
    assertThat(taken.getLast().stages())
        .singleElement()
        .satisfies(stage -> assertThat(stage.deletion()).isFalse());
    assertThat(ready(OwnKindsAdapter.STAGES, "", "test")).isEqualTo("False Suspended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prod | other.example.com | the worker's configuration has a stage prod",
        "test | reg.example.com   | stage prod of the worker's configuration has the prefix",
      })
  void letsTheConfigurationGoBeforeAStage(String name, String prefix, String why)
      throws IOException {
    stage(name, "prefix: '%s'".formatted(prefix));

    round();
    assertThat(taken.getLast().stages()).isEmpty();
    assertThat(condition(OwnKindsAdapter.STAGES, "", name, "Stalled").path("message").asText())
        .contains(why);
  }

  @Test
  void sweepsAtOnceWhenAskedTo() throws IOException {
    cluster.put(
        OwnKindsAdapter.STAGES,
        json(
            "{metadata: {name: 'test', annotations: {'laytime.dev/requestedAt': 'now'}}, spec:"
                + " {prefix: 'test.example.com'}}"));

    round();
    round();
    assertThat(swept).containsExactly("test");
    assertThat(
            cluster
                .object(OwnKindsAdapter.STAGES, "", "test")
                .path("status")
                .path("lastHandledReconcileAt")
                .asText())
        .isEqualTo("now");
  }

  @Test
  void followsASourceOfATenantBelowItsPrefixesAlone() throws IOException {
    source("shop", "other", CLUSTER.formatted("other-cluster"));

    round();
    assertThat(taken.getLast().sources())
        .singleElement()
        .satisfies(source -> {
          assertThat(source.name()).isEqualTo("shop.other");
          assertThat(source.namespace()).isEqualTo("shop");
          assertThat(source.prefixes()).containsExactly(SHOP);
          assertThat(source.scanEvery()).isEqualTo(Duration.ofMinutes(5));
        });
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "other")).isEqualTo("Unknown Scanning");

    scans = Map.of("shop.other", "jobs: forbidden");
    round();
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "other")).isEqualTo("False ScanIncomplete");
    scans = Map.of("shop.other", "");
    round();
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "other")).isEqualTo("True Scanned");
  }

  @ParameterizedTest
  @CsvSource({"shop, platform", "shop, any", "laytime, other-cluster", "other, other-cluster"})
  void deniesASecretThatIsNotTheNamespacesToUse(String namespace, String secret)
      throws IOException {
    source(namespace, "reach", CLUSTER.formatted(secret));
    source(
        namespace,
        "git",
        "git: {url: 'https://git.example.com/a', username: 'u', secretRef: {name: '%s', key: 'k'}}"
            .formatted(secret));

    round();
    assertThat(taken.getLast().sources()).isEmpty();
    assertThat(ready(OwnKindsAdapter.SOURCES, namespace, "reach")).isEqualTo("False AccessDenied");
    assertThat(ready(OwnKindsAdapter.SOURCES, namespace, "git")).isEqualTo("False AccessDenied");
  }

  @Test
  void scansNoSourceThatIsSuspendedOrThatConfigurationHas() throws IOException {
    source("shop", "off", CLUSTER.formatted("other-cluster") + ", suspend: true");
    source("shop", "taken", CLUSTER.formatted("other-cluster"));
    source("shop", "plain", "git: {url: 'http://git.example.com/a'}");

    round();
    assertThat(taken.getLast().sources()).isEmpty();
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "off")).isEqualTo("False Suspended");
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "taken")).isEqualTo("False Shadowed");
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "plain")).isEqualTo("False InvalidSpec");
  }

  @Test
  void scansNoMoreOfATenantsSourcesThanATenantMayHave() throws IOException {
    source("shop", "off", CLUSTER.formatted("other-cluster") + ", suspend: true");
    for (int i = 0; i < 21; i++) {
      source("shop", "s" + (10 + i), CLUSTER.formatted("other-cluster"));
      source("laytime", "s" + (10 + i), CLUSTER.formatted("platform"));
    }

    round();
    assertThat(taken.getLast().sources())
        .filteredOn(source -> source.namespace().equals("shop"))
        .hasSize(20);
    assertThat(taken.getLast().sources())
        .filteredOn(source -> source.namespace().equals("laytime"))
        .hasSize(21);
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "s29")).isEqualTo("Unknown Scanning");
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "s30")).isEqualTo("False TooMany");
  }

  @ParameterizedTest
  @CsvSource({"59s, False InvalidSpec", "60s, Unknown Scanning", "1m, Unknown Scanning"})
  void scansNoSourceMoreOftenThanOnceAMinute(String every, String ready) throws IOException {
    source(
        "shop", "hasty", CLUSTER.formatted("other-cluster") + ", scanEvery: '%s'".formatted(every));

    round();
    assertThat(ready(OwnKindsAdapter.SOURCES, "shop", "hasty")).isEqualTo(ready);
  }

  private void source(String namespace, String name, String spec) throws IOException {
    put(OwnKindsAdapter.SOURCES, namespace, name, spec);
  }

  private void round() throws IOException {
    assertThat(adapter.round(cluster).trouble()).isEmpty();
  }

  private void pin(String namespace, String name, String spec) throws IOException {
    put(OwnKindsAdapter.PINS, namespace, name, spec);
  }

  private void policy(String namespace, String name, String spec) throws IOException {
    put(OwnKindsAdapter.POLICIES, namespace, name, spec);
  }

  private void stage(String name, String spec) throws IOException {
    cluster.put(
        OwnKindsAdapter.STAGES, json("{metadata: {name: '%s'}, spec: {%s}}".formatted(name, spec)));
  }

  private void put(ObjectKind kind, String namespace, String name, String spec) throws IOException {
    cluster.put(
        kind,
        json(
            "{metadata: {namespace: '%s', name: '%s'}, spec: {%s}}"
                .formatted(namespace, name, spec)));
  }

  /** Keys need no quotes. */
  private static String json(String text) {
    return text.replaceAll("([{,] *)([a-zA-Z]+):", "$1'$2':");
  }

  private String ready(ObjectKind kind, String namespace, String name) {
    JsonNode ready = condition(kind, namespace, name, "Ready");
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }

  private JsonNode condition(ObjectKind kind, String namespace, String name, String type) {
    for (JsonNode condition :
        cluster.object(kind, namespace, name).path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    throw new AssertionError("No condition " + type);
  }

  private JsonNode status(String namespace, String name) {
    return cluster.object(OwnKindsAdapter.PINS, namespace, name).path("status");
  }
}
