package dev.laytime.activities.crd.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.SeenTag;
import dev.laytime.mirror.TagMirror;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FluxPlanTest {

  private static final RepositoryPrefix REGISTRY =
      RepositoryPrefix.parse("europe-west4-docker.pkg.dev/project/repo");
  private static final FluxSettings LAST =
      new FluxSettings(REGISTRY, false, List.of(), Set.of("a/s"));
  private static final FluxSettings FULL = new FluxSettings(REGISTRY, true, List.of(), Set.of());

  @Test
  void makesAMirrorOfEveryTagOfAnObject() throws Exception {
    TagMirror mirror =
        mirror(LAST, object("a", "podinfo", 1, "image: ghcr.io/stefanprodan/podinfo"));

    assertThat(mirror.name()).isEqualTo("imagerepo-mirror/a/podinfo");
    assertThat(mirror.source()).hasToString("ghcr.io/stefanprodan/podinfo");
    assertThat(mirror.target()).hasToString(REGISTRY + "/podinfo");
    assertThat(mirror.repositories()).isEmpty();
    assertThat(mirror.poll().every()).isEqualTo(Duration.ofMinutes(1));
    assertThat(mirror.copying().overwrite()).isEqualTo(Overwrite.ALWAYS);
    assertThat(selected(mirror, "1.0", "1.1", "latest", "x.sig"))
        .containsExactly("1.0", "1.1", "latest");
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/stefanprodan/podinfo:1.0, ghcr.io/stefanprodan/podinfo",
    "alpine, docker.io/library/alpine",
    "index.docker.io/library/alpine, docker.io/library/alpine",
    "localhost:5000/app, localhost:5000/app",
  })
  void normalisesTheImageAsReferencesAre(String image, String source) throws Exception {
    assertThat(mirror(LAST, object("a", "x", 1, "image: " + image)).source()).hasToString(source);
  }

  @Test
  void mapsWholePathsWhereAsked() throws Exception {
    assertThat(mirror(FULL, object("a", "x", 1, "image: ghcr.io/team/sub/app")).target())
        .hasToString(REGISTRY + "/team/sub/app");
  }

  @Test
  void leavesOutTagsInWhichAnExpressionIsFoundAnywhere() throws Exception {
    TagMirror mirror =
        mirror(
            LAST, object("a", "x", 1, "image: ghcr.io/a/b, exclusionList: ['^1\\.', 'rc|beta']"));

    assertThat(selected(mirror, "1.0", "2.1.0", "2.0-rc1", "2.0-beta.2", "x.sig"))
        .containsExactly("2.1.0", "x.sig");
  }

  @ParameterizedTest
  @CsvSource({"10s, PT10S", "1s, PT10S", "1h30m, PT1H30M", "nonsense, PT5M"})
  void polledAsOftenAsFluxScansButNoOftenerThanAllowed(String interval, Duration every)
      throws Exception {
    ImageRepository object = object("a", "x", 1, "image: ghcr.io/a/b, interval: " + interval + "");

    assertThat(mirror(LAST, object).poll().every()).isEqualTo(every);
  }

  @Test
  void givesADestinationToTheOldestObjectInWhateverOrderTheyCome() throws Exception {
    List<ImageRepository> objects =
        List.of(
            object("a", "young", 3, "image: ghcr.io/a/app"),
            object("b", "old", 1, "image: quay.io/b/app"),
            object("a", "other", 2, "image: ghcr.io/a/other"));

    for (List<ImageRepository> order : List.of(objects, objects.reversed())) {
      FluxPlan plan = FluxPlan.of(order, LAST, List.of(), Map.of());
      assertThat(plan.mirrors()).containsOnlyKeys("b/old", "a/other");
      assertThat(verdict(plan, "a/young").reason()).isEqualTo("DestinationTaken");
      assertThat(verdict(plan, "a/young").message()).contains("b/old");
    }
    assertThat(FluxPlan.of(objects, FULL, List.of(), Map.of()).mirrors()).hasSize(3);
  }

  @Test
  void goesByNameWhereTwoAreAsOld() throws Exception {
    FluxPlan plan =
        FluxPlan.of(
            List.of(
                object("b", "app", 1, "image: ghcr.io/b/app"),
                object("a", "app", 1, "image: ghcr.io/a/app")),
            LAST,
            List.of(),
            Map.of());

    assertThat(plan.mirrors()).containsOnlyKeys("a/app");
  }

  @Test
  void looksNotAtASuspendedOneWhichKeepsItsPlace() throws Exception {
    FluxPlan plan =
        FluxPlan.of(
            List.of(
                object("a", "app", 1, "image: ghcr.io/a/app, suspend: true"),
                object("b", "app", 2, "image: ghcr.io/b/app")),
            LAST,
            List.of(),
            Map.of());

    assertThat(plan.mirrors()).isEmpty();
    assertThat(verdict(plan, "a/app").reason()).isEqualTo("Suspended");
    assertThat(verdict(plan, "a/app").isBad()).isFalse();
    assertThat(verdict(plan, "b/app").reason()).isEqualTo("DestinationTaken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: 'https://ghcr.io/a/b'",
        "image: ''",
        "image: ghcr.io/a/b, exclusionList: ['(']",
        "image: europe-west4-docker.pkg.dev/project/repo/app",
      })
  void stopsWhatItCannotRead(String spec) throws Exception {
    FluxPlan plan = FluxPlan.of(List.of(object("a", "x", 1, spec)), LAST, List.of(), Map.of());

    assertThat(plan.mirrors()).isEmpty();
    assertThat(verdict(plan, "a/x").reason()).isEqualTo("Invalid");
  }

  @Test
  void countsInTheNamespacesThatSomebodyNamedAlone() throws Exception {
    FluxPlan plan =
        FluxPlan.of(
            List.of(
                object("other", "app", 1, "image: ghcr.io/a/app"),
                object("team-a", "app", 2, "image: ghcr.io/b/app")),
            new FluxSettings(REGISTRY, false, List.of("team-*"), Set.of()),
            List.of(),
            Map.of());

    assertThat(plan.mirrors()).containsOnlyKeys("team-a/app");
    assertThat(plan.verdicts()).containsOnlyKeys("team-a/app");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secretRef: {name: s}     | InStage",
        "certSecretRef: {name: s} | InStage",
        "insecure: true           | InStage",
        "provider: aws            | InStage",
        "provider: generic        | Mirrored",
      })
  void bringsIntoAStageOnlyWhatTheWorkersOwnLoginsReach(String spec, String reason)
      throws Exception {
    ImageRepository object = object("a", "x", 1, "image: ghcr.io/a/b, " + spec);

    assertThat(
            verdict(FluxPlan.of(List.of(object), LAST, List.of(REGISTRY), Map.of()), "a/x")
                .reason())
        .isEqualTo(reason);
    assertThat(FluxPlan.of(List.of(object), LAST, List.of(), Map.of()).mirrors()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"a, Mirrored", "b, SecretNotNamed"})
  void readsOnlySecretsThatSomebodyNamed(String namespace, String reason) throws Exception {
    for (String key : List.of("secretRef", "certSecretRef")) {
      ImageRepository object =
          object(namespace, "x", 1, "image: ghcr.io/a/b, %s: {name: s}".formatted(key));
      FluxPlan plan = FluxPlan.of(List.of(object), LAST, List.of(), Map.of());

      assertThat(verdict(plan, namespace + "/x").reason()).as(key).isEqualTo(reason);
    }
  }

  @Test
  void keepsWhatItKnowsOfOneWhoseCertificatesAreOfNoUse() throws Exception {
    ImageRepository object = object("a", "x", 1, "image: ghcr.io/a/b, certSecretRef: {name: s}");
    ImageRepository other = object("a", "y", 2, "image: ghcr.io/a/c");

    FluxPlan plan =
        FluxPlan.of(List.of(object, other), LAST, List.of(), Map.of("a/x", "it is damaged"));

    assertThat(verdict(plan, "a/x"))
        .isEqualTo(Verdict.stalled("CertificatesUnusable", "it is damaged"));
    assertThat(verdict(plan, "a/y").reason()).isEqualTo("Mirrored");
    assertThat(plan.mirrors()).containsOnlyKeys("a/x", "a/y");
  }

  private static Verdict verdict(FluxPlan plan, String key) {
    return Objects.requireNonNull(plan.verdicts().get(key));
  }

  private static TagMirror mirror(FluxSettings settings, ImageRepository object) {
    return FluxPlan.of(List.of(object), settings, List.of(), Map.of()).mirrors().values().stream()
        .findFirst()
        .orElseThrow();
  }

  private static List<String> selected(TagMirror mirror, String... tags) {
    List<SeenTag> listed = Stream.of(tags).map(tag -> new SeenTag(new Tag(tag), null)).toList();
    return mirror.tags().of(listed).stream().map(Tag::value).toList();
  }

  /**
   * An object.
   *
   * @param spec in YAML's short form, of plain values
   */
  static ImageRepository object(String namespace, String name, int day, String spec)
      throws JsonProcessingException {
    String json =
        """
        {'metadata': {'namespace': '%s', 'name': '%s', 'uid': '%s',
          'creationTimestamp': '2026-01-0%dT00:00:00Z'},
         'spec': {'interval': '1m', %s}}
        """
            .formatted(namespace, name, namespace + name, day, Specs.json(spec))
            .replace('\'', '"');
    return ImageRepository.of(ImageRepository.kind("v1"), new ObjectMapper().readTree(json));
  }
}
