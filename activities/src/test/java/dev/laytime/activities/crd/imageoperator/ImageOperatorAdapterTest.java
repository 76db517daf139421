package dev.laytime.activities.crd.imageoperator;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds against a cluster of a few objects. */
class ImageOperatorAdapterTest {

  private static final ObjectKind IMAGES = ImageOperatorSettings.IMAGES;
  private static final ObjectKind DEPLOYMENTS =
      new ObjectKind("apps/v1", "Deployment", "deployments", true);
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String EXACT =
      "'source': {'name': 'quay.io/org/app', 'version': '1.2'},"
          + " 'destination': {'name': 'reg.test/org/app', 'version': 'stable'}";
  private static final String PATTERN =
      "'source': {'name': 'quay.io/org/app', 'version': '1.2.x'},"
          + " 'destination': {'name': 'reg.test/org/app', 'version': '1.2.x'}";

  private final FakeCluster cluster = new FakeCluster();
  private final World world = new World();
  private Instant now = NOW;
  private ImageOperatorSettings settings =
      new ImageOperatorSettings(List.of(), List.of("reg.test/**"), List.of(), null);
  private @Nullable ImageOperatorAdapter adapter;

  @Test
  void hasAnExactVersionCopiedOnceUnderTheNameThatWasWished() throws IOException {
    image("a", "'mode': 'OneShot', 'frequency': '2d', " + EXACT);

    round();
    assertThat(world.mirrors)
        .containsExactly(
            new TagMirror(
                "image-operator/shop/a",
                RepositoryPrefix.parse("quay.io/org/app"),
                RepositoryPrefix.parse("reg.test/org/app"),
                List.of(),
                Selection.of(new Tag("1.2")),
                new Copying(
                    new Tag("stable"),
                    Overwrite.ALWAYS,
                    null,
                    Times.ONCE,
                    List.of(),
                    true,
                    Duration.ZERO,
                    Copying.DAILY,
                    Copying.DAILY,
                    false,
                    "1"),
                new PollInterval(Duration.ofMinutes(1))));
  }

  @ParameterizedTest
  @CsvSource({"OneShot, EACH_ONCE", "OnceByTag, EACH_ONCE", "Recurrent, ALWAYS"})
  void keepsWatchingAPatternAndKeepsTheNamesOfWhatMatches(String mode, Times times)
      throws IOException {
    image("a", "'mode': '%s', 'frequency': '15m', %s".formatted(mode, PATTERN));

    round();
    TagMirror mirror = world.mirrors.getFirst();
    assertThat(mirror.tags().allow()).containsExactly(new TagPattern.Versions("1.2.x", false));
    assertThat(mirror.copying().as()).isNull();
    assertThat(mirror.copying().times()).isEqualTo(times);
    assertThat(mirror.poll().every()).hasMinutes(15);
  }

  @Test
  void takesNamesAsDockerDoes() throws IOException {
    settings = new ImageOperatorSettings(List.of(), List.of("docker.io/team/**"), List.of(), null);
    image(
        "a",
        "'mode': 'Recurrent', 'source': {'name': 'nginx', 'version': '1.27'},"
            + " 'destination': {'name': 'team/web/nginx', 'version': '1.27'}");

    round();
    assertThat(world.mirrors)
        .extracting(TagMirror::source, TagMirror::target)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                RepositoryPrefix.parse("docker.io/library/nginx"),
                RepositoryPrefix.parse("docker.io/team/web/nginx")));
  }

  @Test
  void saysWhatBecameOfIt() throws IOException {
    image("a", "'mode': 'OnceByTag', " + PATTERN);
    round();
    assertThat(ready("a")).isEqualTo("Unknown NotLookedYet");
    assertThat(status("a").path("phase").asText()).isEqualTo("PENDING");
    assertThat(status("a").path("lastGenerationSeen").asLong()).isZero();

    now = NOW.plusSeconds(60);
    world.copied("a", 1, "1.2.1", "1.2.1");
    round();
    assertThat(ready("a")).isEqualTo("True Copied");
    assertThat(status("a").path("phase").asText()).isEqualTo("COMPLETED");
    assertThat(status("a").path("tagAlreadySynced").toString()).isEqualTo("[\"1.2.1\"]");
    assertThat(status("a").path("lastGenerationSeen").asLong()).isEqualTo(1);
    assertThat(status("a").path("history").toString())
        .isEqualTo(
            "[{\"performedAt\":\"2026-11-01T12:01:00Z\",\"source\":\"quay.io/org/app:1.2.1\","
                + "\"destination\":\"reg.test/org/app:1.2.1\",\"digest\":\"sha256:"
                + "a".repeat(64)
                + "\"}]");
    assertThat(cluster.events("shop")).hasSize(2);
  }

  @Test
  void writesAndTellsNothingTwice() throws IOException {
    image("a", "'mode': 'OnceByTag', " + PATTERN);
    round();
    world.copied("a", 1, "1.2.1", "1.2.1");
    now = NOW.plusSeconds(60);
    round();
    round();
    int writes = cluster.writes.size();
    int told = world.told;

    now = NOW.plusSeconds(120);
    round();
    assertThat(cluster.writes).hasSize(writes);
    assertThat(world.told).isEqualTo(told);
  }

  @Test
  void marksNoTagBeforeItIsThere() throws IOException {
    image("a", "'mode': 'OnceByTag', " + PATTERN);
    round();
    now = NOW.plusSeconds(60);
    world.states.put(
        "image-operator/shop/a",
        new MirrorState(
            new ImageCounts(2, 0, 1, 1, 0), List.of(), List.of("1.2.1: denied"), now, "", null));

    round();
    assertThat(status("a").path("tagAlreadySynced")).isEmpty();
    assertThat(status("a").path("history")).isEmpty();
    assertThat(ready("a")).isEqualTo("False CopyFailed");
    assertThat(status("a").path("phase").asText()).isEqualTo("FAILED");
    assertThat(status("a").path("causes").toString()).isEqualTo("[\"1.2.1: denied\"]");
  }

  @Test
  void forgetsNothingOfTheLastTwenty() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    for (int i = 1; i <= 25; i++) {
      now = NOW.plusSeconds(60L * i);
      round();
      world.copied("a", i, "1.2", "stable");
    }
    round();

    JsonNode history = status("a").path("history");
    assertThat(history).hasSize(20);
    assertThat(history.get(0).path("performedAt").asText()).isEqualTo("2026-11-01T12:06:00Z");
    assertThat(history.get(19).path("performedAt").asText()).isEqualTo("2026-11-01T12:25:00Z");
  }

  @Test
  void doesNotTakeWhatWasFoundBeforeAChangeForItsOutcome() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    round();
    world.copied("a", 1, "1.2", "stable");
    now = NOW.plusSeconds(90);
    round();
    assertThat(ready("a")).isEqualTo("True Copied");

    image("a", "'mode': 'Recurrent', " + EXACT.replace("1.2", "1.3"));
    now = NOW.plusSeconds(180);
    round();
    assertThat(ready("a")).isEqualTo("Unknown NotLookedYet");
    assertThat(world.mirrors.getFirst().copying().edition()).isEqualTo("2");
  }

  /** Two rounds apart: whoever ends between them must not overwrite it. */
  @Test
  void overwritesNothingOfWhatImageOperatorDid() throws IOException {
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'shop', 'name': 'a',
          'creationTimestamp': '2026-10-01T00:00:00Z'},
         'spec': {'mode': 'OneShot', %s},
         'status': {'history': [{'performedAt': '2026-10-01T00:00:01Z'}],
          'phase': 'COMPLETED', 'lastGenerationSeen': 1}}
        """
            .formatted(EXACT));

    round();
    assertThat(world.mirrors).isEmpty();
    assertThat(status("a").path("takenOverGeneration").asLong()).isEqualTo(1);
    round();
    assertThat(world.mirrors.getFirst().copying().overwrite()).isEqualTo(Overwrite.NEVER);

    now = NOW.plusSeconds(60);
    world.copied("a", 1, "1.2", "stable");
    round();
    assertThat(status("a").path("history")).hasSize(2);
    image("a", "'mode': 'OneShot', " + EXACT.replace("1.2", "1.3"));
    round();
    assertThat(world.mirrors.getFirst().copying().overwrite()).isEqualTo(Overwrite.ALWAYS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/org/app     | 1.2    | reg.test/team/App   | 1    | Invalid",
        "quay.io/org/app     | 1 2    | reg.test/team/app   | 1    | Invalid",
        "quay.io/org/app     | 1.2    | reg.test/team/app   | 1/2  | Invalid",
        "reg.test/team/app   | 1.2    | reg.test/team/app   | 1    | Invalid",
        "quay.io/org/app     | 1.2    | other.test/team/app | 1    | DestinationNotAllowed",
        "quay.io/org/app     | 1.2    | reg.test.evil/app   | 1    | DestinationNotAllowed",
        "lent.test/org/app   | 1.2    | reg.test/team/app   | 1    | SourceNotAllowed",
        "unsure.test/org/app | 1.2    | reg.test/team/app   | 1    | LoginUnknown",
        "quay.io/org/app     | 1.2    | reg.test/own/app    | 1    | Shadowed",
      })
  void refusesWhatNobodyAllowed(
      String source, String version, String destination, String tag, String reason)
      throws IOException {
    world.agreed.add(LoginHosts.NONE);
    image(
        "a",
        "'mode': 'Recurrent', 'source': {'name': '%s', 'version': '%s'}, 'destination': {'name':"
                .formatted(source, version)
            + " '%s', 'version': '%s'}".formatted(destination, tag));

    round();
    assertThat(ready("a")).endsWith(" " + reason);
    assertThat(world.mirrors).isEmpty();
  }

  @Test
  void readsWithALoginWhereSomebodySaidSo() throws IOException {
    settings =
        new ImageOperatorSettings(
            List.of(), List.of("reg.test/**"), List.of("lent.test/org/*"), null);
    image("a", "'mode': 'Recurrent', " + EXACT.replace("quay.io", "lent.test"));

    round();
    assertThat(world.mirrors).hasSize(1);
  }

  @Test
  void writesNowhereElseWhereSomebodySaidWhere() throws IOException {
    settings = new ImageOperatorSettings(List.of(), List.of("other.test/**"), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(ready("a")).isEqualTo("False DestinationNotAllowed");
  }

  @Test
  void writesToTheHostsOfTheLogin() throws IOException {
    settings = new ImageOperatorSettings(List.of(), List.of(), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);
    round();
    assertThat(world.mirrors).as("the one host that all agreed on at first").hasSize(1);

    image("b", "'mode': 'Recurrent', " + EXACT.replace("reg.test", "evil.test"));
    round();
    assertThat(world.mirrors).as("later objects change nothing").hasSize(1);
    assertThat(ready("b")).isEqualTo("False DestinationNotAllowed");
  }

  @Test
  void agreesOnNothingWhereNotAllObjectsDo() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    image("b", "'mode': 'Recurrent', " + EXACT.replace("quay.io", "ghcr.io"));
    round();
    assertThat(world.agreed).containsExactly(new LoginHosts(Set.of(), Set.of("reg.test")));
  }

  @Test
  void agreesOnNothingWhereOneCannotBeUnderstood() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    image("b", "'mode': 'Sometimes', " + EXACT);
    round();
    assertThat(world.agreed).containsExactly(LoginHosts.NONE);
    assertThat(ready("b")).isEqualTo("False InvalidSpec");
  }

  @Test
  void countsOnlyNamespacesThatMay() throws IOException {
    settings =
        new ImageOperatorSettings(List.of("team-*"), List.of("reg.test/**"), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(ready("a")).isEqualTo("False NotAllowed");
  }

  @Test
  void leavesATagToTheOldestObject() throws IOException {
    image("young", "2026-10-02", "'mode': 'Recurrent', " + EXACT.replace("1.2", "1.3"));
    image("old", "2026-10-01", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(world.mirrors)
        .extracting(TagMirror::name)
        .containsExactly("image-operator/shop/old");
    assertThat(ready("young")).isEqualTo("False Shadowed");
    assertThat(message("young")).contains("Image shop/old").contains("reg.test/org/app:stable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/org/app | 1.2.x | quay.io/org/app | 1.x.x | false",
        "quay.io/org/app | 1.2.x | quay.io/org/app | 1.2.x | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.x.x | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.3.x | false",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.2.7 | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.3.7 | false",
      })
  void tellsPatternsThatMeetFromOthers(
      String one, String first, String other, String second, boolean shadowed) throws IOException {
    String form =
        "'mode': 'Recurrent', 'source': {'name': '%s', 'version': '%s'},"
            + " 'destination': {'name': 'reg.test/app', 'version': '%s'}";
    image("old", "2026-10-01", form.formatted(one, first, first));
    image("young", "2026-10-02", form.formatted(other, second, second));

    round();
    assertThat(ready("young").contains("Shadowed")).isEqualTo(shadowed);
  }

  @Test
  void writesNothingWhileImageOperatorItselfRuns() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    cluster.put(
        DEPLOYMENTS,
        """
        {'metadata': {'namespace': 'ops', 'name': 'io'},
         'spec': {'template': {'spec': {'containers': [
           {'image': 'mirror.test/tchoupinax/image-operator:v2.18.2'}]}}},
         'status': {'readyReplicas': 1}}
        """);

    assertThat(adapter().round(cluster).trouble()).contains("ops/io has ready replicas");
    assertThat(cluster.writes).isEmpty();
    assertThat(world.told).isZero();
  }

  @Test
  void changesNothingWhereNotAllCanBeRead() {
    cluster.refuse("/apis/apps/v1/deployments");

    assertThatThrownBy(() -> adapter().round(cluster)).isInstanceOf(IOException.class);
    assertThat(world.told).isZero();
  }

  @Test
  void changesNothingForAnotherWorkersAdapter() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    world.other = true;

    assertThat(adapter().round(cluster).trouble()).contains("another worker");
    assertThat(world.told).isZero();
  }

  @Test
  void saysWhatToSetWhereALoginIsForNoHost() throws IOException {
    world.note = "CREDS_SOURCE_USERNAME is used nowhere: set LAYTIME_COMPAT_SOURCE_HOSTS";
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(message("a")).contains("LAYTIME_COMPAT_SOURCE_HOSTS");
  }

  private ImageOperatorAdapter adapter() {
    if (adapter == null) {
      adapter =
          new ImageOperatorAdapter(
              settings, world, new EventWriter("worker", () -> now), () -> now);
    }
    return adapter;
  }

  private void round() throws IOException {
    assertThat(adapter().round(cluster).trouble()).isEmpty();
  }

  private void image(String name, String spec) throws IOException {
    image(name, "2026-10-01", spec);
  }

  private void image(String name, String day, String spec) throws IOException {
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'shop', 'name': '%s',
          'creationTimestamp': '%sT00:00:00Z'}, 'spec': {%s}}
        """
            .formatted(name, day, spec));
  }

  private JsonNode status(String name) {
    return cluster.object(IMAGES, "shop", name).path("status");
  }

  private String ready(String name) {
    JsonNode ready = status(name).path("conditions").path(0);
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }

  private String message(String name) {
    return status(name).path("conditions").path(0).path("message").asText();
  }

  /** A worker that remembers. */
  private static final class World implements ImageOperatorAdapter.Worker {

    private final List<LoginHosts> agreed = new ArrayList<>();
    private final Map<String, MirrorState> states = new HashMap<>();
    private List<TagMirror> mirrors = List.of();
    private String note = "";
    private boolean other;
    private int told;

    void copied(String name, int minute, String tag, String as) {
      Instant at = NOW.plusSeconds(60L * minute);
      states.put(
          "image-operator/shop/" + name,
          new MirrorState(
              new ImageCounts(1, 1, 0, 0, 0),
              List.of(
                  new HistoryEntry(
                      at,
                      "quay.io/org/app:" + tag,
                      "reg.test/org/app:" + as,
                      "sha256:" + "a".repeat(64))),
              List.of(),
              at,
              "",
              null));
    }

    @Override
    public LoginHosts hosts(LoginHosts now) {
      if (agreed.isEmpty()) {
        agreed.add(now);
      }
      return agreed.getFirst();
    }

    @Override
    public Optional<ImageOperatorAdapter.Ground> ground(LoginHosts hosts) {
      return other
          ? Optional.empty()
          : Optional.of(
              new ImageOperatorAdapter.Ground(
                  hosts,
                  List.of(RepositoryPrefix.parse("reg.test/own")),
                  new HashSet<>(mirrors),
                  note));
    }

    @Override
    public Lending lends(MirrorRule rule) {
      return switch (rule.source().registry()) {
        case "lent.test" -> Lending.LENDS;
        case "unsure.test" -> Lending.UNKNOWN;
        default -> Lending.NOTHING;
      };
    }

    @Override
    public Map<String, MirrorState> states(Set<String> names) {
      return names.stream().filter(states::containsKey).collect(toMap(n -> n, states::get));
    }

    @Override
    public void mirror(List<TagMirror> now) {
      mirrors = now;
      told++;
    }

    @Override
    public Optional<Boolean> exists(Reference image) {
      return Optional.of(true);
    }

    @Override
    public void seen(List<ImageOperatorAdapter.Seen> objects) {}
  }
}
