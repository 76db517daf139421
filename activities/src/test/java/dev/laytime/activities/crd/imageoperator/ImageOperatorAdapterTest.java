package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of objects that count. */
class ImageOperatorAdapterTest extends ImageOperatorRounds {

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
                    cluster.object(IMAGES, "shop", "a").path("metadata").path("uid").asText()
                        + "/1"),
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
            tuple(
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
  void tellsWhatObjectsAreMarkedWithForThePodsOfTheirJobs() throws IOException {
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'shop', 'name': 'a', 'labels': {'team': 'a',
          'sidecar.istio.io/inject': 'false', 'linkerd.io/inject': 'enabled'},
          'annotations': {'note': 'n', 'sidecar.istio.io/proxyImage': 'evil/x', 'kubectl.kubernetes.io/last-applied-configuration': '{}'},
          'creationTimestamp': '2026-10-01T00:00:00Z'}, 'spec': {'mode': 'OneShot', %s}}
        """
            .formatted(EXACT));

    round();
    assertThat(world.marks)
        .isEqualTo(
            Map.of(
                "image-operator/shop/a",
                new ObjectMarks(
                    Map.of("team", "a", "sidecar.istio.io/inject", "false"), Map.of("note", "n"))));
  }

  @Test
  void saysWhereToAskForTheIdentityOfAwsWhereACopyFails() throws IOException {
    String host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    settings = new ImageOperatorSettings(List.of(), List.of(host + "/**"), List.of(), null);
    image(
        "a",
        "'mode': 'OneShot', 'source': {'name': 'quay.io/org/app', 'version': '1.2'},"
            + " 'destination': {'name': '%s/app', 'version': '1.2', 'useAwsIRSA': true}"
                .formatted(host));
    round();
    assertThat(message("a")).doesNotContain("IRSA");
    now = NOW.plusSeconds(60);
    world.states.put(
        "image-operator/shop/a",
        new MirrorState(
            new ImageCounts(1, 0, 0, 1, 0),
            List.of(),
            List.of(host + "/app:1.2: unauthorized"),
            now,
            "",
            null,
            false));

    round();
    assertThat(ready("a")).isEqualTo("False CopyFailed");
    assertThat(message("a")).endsWith("only with registries[].login: ecr for it").contains(host);
  }

  @Test
  void saysThatIsDoneWhatWasDoneBeforeItsOrderCouldBeWrittenDown() throws IOException {
    image("a", "'mode': 'OneShot', " + EXACT);
    round();
    MirrorState state =
        new MirrorState(
            new ImageCounts(1, 1, 0, 0, 0),
            List.of(),
            List.of(),
            NOW.minusSeconds(9),
            "",
            null,
            true);
    world.states.put("image-operator/shop/a", state);

    round();
    assertThat(ready("a")).isEqualTo("True Copied");
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
            new ImageCounts(2, 0, 1, 1, 0),
            List.of(),
            List.of("1.2.1: denied"),
            now,
            "",
            null,
            false));

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
    assertThat(world.mirrors.getFirst().copying().edition()).endsWith("/2");
  }

  @Test
  void letsWhatAnObjectHasRestWhileItIsRefused() throws IOException {
    image("a", "'mode': 'OnceByTag', " + PATTERN);
    image("never", "'mode': 'OnceByTag', " + PATTERN.replace("org/app'", "Org/app'"));
    round();
    assertThat(world.found).as("it has nothing").hasSize(1);
    FoundMirror first = world.found.getFirst();

    image("a", "'mode': 'OnceByTag', " + PATTERN.replace("quay.io/org", "quay.io/Org"));
    round();
    assertThat(ready("a")).isEqualTo("False Invalid");
    assertThat(world.found).containsExactly(FoundMirror.resting(first.object(), first.name()));
    int told = world.told;
    round();
    assertThat(world.told).as("nothing is new").isEqualTo(told);

    image("a", "'mode': 'OnceByTag', " + PATTERN);
    round();
    assertThat(world.mirrors).hasSize(1);
    assertThat(world.found.getFirst().object()).isEqualTo(first.object());
    assertThat(status("a").has("takenOverGeneration")).isFalse();

    cluster.remove(IMAGES, "shop", "a");
    round();
    assertThat(world.found).isEmpty();
  }

  /** image-operator leaves those out, whatever else becomes of the object. */
  @Test
  void overwritesNoTagThatAnObjectHasMarkedWhereTheLedgerIsAnother() throws IOException {
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'shop', 'name': 'a',
          'creationTimestamp': '2026-10-01T00:00:00Z'},
         'spec': {'mode': 'OnceByTag', %s},
         'status': {'history': [{'performedAt': '2026-10-01T00:00:01Z'}],
          'tagAlreadySynced': ['1.2.1'], 'lastGenerationSeen': 7}}
        """
            .formatted(PATTERN));

    round();
    assertThat(world.mirrors).isEmpty();
    round();
    assertThat(world.mirrors.getFirst().copying().overwrite()).isEqualTo(Overwrite.NEVER);

    image("a", "'mode': 'OnceByTag', " + PATTERN.replace("1.2.x", "1.x.x"));
    round();
    assertThat(world.mirrors.getFirst().copying().overwrite()).isEqualTo(Overwrite.NEVER);
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
}
