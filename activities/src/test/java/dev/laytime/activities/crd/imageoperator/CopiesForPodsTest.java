package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.Misread;
import dev.laytime.image.Reference;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiesForPodsTest {

  private final FakeCluster cluster = new FakeCluster();
  private final List<Reference> asked = new ArrayList<>();
  private Optional<Boolean> there = Optional.of(true);
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final CopiesForPods copies =
      new CopiesForPods(
          image -> {
            asked.add(image);
            return there;
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
    there = Optional.of(false);
    assertThat(make("*")).isZero();
    assertThat(make("*")).isZero();
    assertThat(asked).hasSize(1);

    now = now.plus(CopiesForPods.PATIENCE);
    there = Optional.of(true);
    assertThat(make("*")).isEqualTo(1);
  }

  @Test
  void asksAgainWhereNobodyKnows() throws IOException {
    failed("shop", "reg.test/mirror/app:1");
    there = Optional.empty();
    assertThat(make("*")).isZero();

    there = Optional.of(true);
    assertThat(make("*")).isEqualTo(1);
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
    cluster.put(
        "/api/v1/namespaces/%s/events/one".formatted(namespace),
        """
        {'metadata': {'namespace': '%s', 'name': 'one'}, 'reason': 'Failed',
         'message': 'Failed to pull image \\"%s\\": not found'}
        """
            .formatted(namespace, image));
  }
}
