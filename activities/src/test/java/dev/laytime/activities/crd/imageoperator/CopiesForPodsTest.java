package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.Misread;
import dev.laytime.image.Reference;
import dev.laytime.mirror.Presence;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiesForPodsTest {

  private final FakeCluster cluster = new FakeCluster();
  private final List<Reference> asked = new ArrayList<>();
  private Presence there = Presence.THERE;
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final CopiesForPods copies =
      new CopiesForPods(
          image -> {
            asked.add(image);
            return image.text().contains("secret") ? Presence.REFUSED : there;
          },
          () -> now);

  @Test
  void asksForWhatAPodCannotHaveOnDockerHub() throws IOException {
    failed("shop", "reg.test/mirror/team/app:1.2");

    assertThat(make("*")).isEqualTo(1);
    assertThat(asked).containsExactly(Reference.parse("docker.io/team/app:1.2"));
    JsonNode made = cluster.object(ImageOperatorSettings.IMAGES, "ops", "team-app-1-2");
    assertThat(made.path("spec").toString())
        .isEqualTo(
            """
            {"mode":"OneShot","source":{"name":"docker.io/team/app","version":"1.2"},\
            "destination":{"name":"reg.test/mirror/team/app","version":"1.2"}}\
            """);
  }

  @Test
  void makesItOnce() throws IOException {
    failed("shop", "reg.test/mirror/app:1");

    assertThat(make("*")).isEqualTo(1);
    assertThat(make("*")).isZero();
    now = now.plus(CopiesForPods.PATIENCE);
    assertThat(make("*")).as("the object is there, whatever was forgotten").isZero();
    assertThat(asked).hasSize(1);
  }

  @Test
  void makesNothingOfWhatNobodyHasAndAsksAgainLater() throws IOException {
    failed("shop", "reg.test/mirror/app:1");
    there = Presence.ABSENT;
    assertThat(make("*")).isZero();
    assertThat(make("*")).isZero();
    assertThat(asked).hasSize(1);

    now = now.plus(CopiesForPods.PATIENCE);
    there = Presence.THERE;
    assertThat(make("*")).isEqualTo(1);
  }

  @Test
  void asksAgainSoonWhereNobodyKnows() throws IOException {
    failed("shop", "reg.test/mirror/app:1");
    there = Presence.UNKNOWN;
    assertThat(make("*")).isZero();

    now = now.plus(CopiesForPods.DOUBT);
    there = Presence.THERE;
    assertThat(make("*")).isEqualTo(1);
  }

  @Test
  void asksForNobodysImagesOnceAnHourAndLetsThemKeepNobodyWaiting() throws IOException {
    for (int i = 0; i < 25; i++) {
      failed("shop", "one" + i, "reg.test/mirror/secret%02d:1".formatted(i));
    }
    failed("shop", "two", "reg.test/mirror/wanted:1");

    assertThat(make("*")).isZero();
    assertThat(asked).as("no more in a round").hasSize(20);
    assertThat(make("*")).isEqualTo(1);
    assertThat(asked).hasSize(26);
    assertThat(make("*")).isZero();
    assertThat(asked).as("they are remembered").hasSize(26);
    now = now.plus(CopiesForPods.PATIENCE);
    assertThat(make("*")).isZero();
    assertThat(asked).hasSize(46);
  }

  @Test
  void beginsARoundBehindTheLastThatWasAskedFor() throws IOException {
    for (int i = 0; i < 30; i++) {
      failed("shop", "one" + i, "reg.test/mirror/app%02d:1".formatted(i));
    }
    there = Presence.UNKNOWN;
    assertThat(make("*")).isZero();
    now = now.plus(CopiesForPods.DOUBT);
    assertThat(make("*")).isZero();
    assertThat(asked.get(20)).isEqualTo(Reference.parse("docker.io/library/app20:1"));
    assertThat(asked.get(30)).isEqualTo(Reference.parse("docker.io/library/app00:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.test/mirror/app:1",
        "reg.test/other/app:1",
        "reg.test/mirror:1",
        "docker.io/library/app:1",
        "reg.test/mirror/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void asksForNothingElsewhere(String image) throws IOException {
    failed("shop", image);

    assertThat(make("*")).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void heedsOnlyPodsOfTheseNamespaces() throws IOException {
    failed("shop", "reg.test/mirror/app:1");

    assertThat(make("till")).isZero();
    assertThat(make("till", "sh*")).isEqualTo(1);
  }

  private int make(String... namespaces) throws IOException {
    ImageObjects objects = new ImageObjects(cluster, new Misread());
    OnTheFly onTheFly =
        new OnTheFly(List.of(namespaces), RepositoryPrefix.parse("reg.test/mirror"), "ops");
    return copies.make(objects, objects.images(), onTheFly);
  }

  private void failed(String namespace, String image) throws IOException {
    failed(namespace, "one", image);
  }

  private void failed(String namespace, String event, String image) throws IOException {
    cluster.put(
        "/api/v1/namespaces/%s/events/%s".formatted(namespace, event),
        """
        {'metadata': {'namespace': '%s', 'name': '%s'}, 'reason': 'Failed',
         'message': 'Failed to pull image \\"%s\\": not found'}
        """
            .formatted(namespace, event, image));
  }
}
