package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laytime.usage.Listing;
import dev.laytime.usage.Usage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: a:1 | docker.io/library/a:1",
        "image: {repository: r.io/a, tag: v1} | r.io/a:v1",
        "image: {registry: r.io, repository: a, tag: '1'} | r.io/a:1",
        "image: {registry: '', repository: a, tag: '1', pullPolicy: Always} |"
            + " docker.io/library/a:1",
        "image: {repository: a, tag: 1.20} | docker.io/library/a:1.20,docker.io/library/a:1.2",
        "image: {repository: a, tag: '1.20'} | docker.io/library/a:1.20",
        "image: {repository: a, tag: 20260101} | docker.io/library/a:20260101",
      })
  void readsAStringOrItsParts(String values, String expected) {
    Listing listing = new FakeTree().with("values.yaml", values).list(rule("image"));
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(named -> named.image().text())
        .containsExactly(expected.split(",", -1));
  }

  @Test
  void countsATagBesideADigestAsWell() {
    String digest = "sha256:" + "ab".repeat(32);
    Listing listing =
        new FakeTree()
            .with("values.yaml", "image: {repository: a, tag: '1', digest: '" + digest + "'}")
            .list(rule("image"));
    assertThat(FakeTree.images(listing))
        .containsExactly("docker.io/library/a:1", "docker.io/library/a@" + digest);
  }

  @Test
  void followsPathsThroughListsAndKeys() {
    Listing listing =
        new FakeTree()
            .with(
                "values.yaml",
                """
                web: {containers: {main: {image: a:1}, side: {image: b:1}}}
                jobs: [{steps: [{image: c:1}]}, {steps: []}]
                none: []
                """)
            .list(rule("web.containers.*.image", "jobs[*].steps[*].image", "none[*].image"));
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(named -> named.image() + " " + named.usage().container())
        .containsExactly(
            "docker.io/library/a:1 web.containers.main.image",
            "docker.io/library/b:1 web.containers.side.image",
            "docker.io/library/c:1 jobs[0].steps[0].image");
  }

  @Test
  void tellsWhereItReadAnImage() {
    Listing listing = new FakeTree().with("values.yaml", "image: a:1").list(rule("image"));
    assertThat(listing.images().getFirst().usage())
        .isEqualTo(
            new Usage("git", "", "Values", null, "values.yaml", "image", "values", "values.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other: a | values.yaml: names nothing at image",
        "image: | values.yaml: names nothing at image",
        "image: '' | values.yaml: image is empty",
        "image: [a] | values.yaml: image is a list; write [*] for its items",
        "image: {tag: a} | values.yaml: image has no repository",
        "image: {repository: a} | values.yaml: image has neither tag nor digest: the chart decides"
            + " which",
        "image: {repository: a, tag: ''} | values.yaml: image has neither tag nor digest: the chart"
            + " decides which",
        "image: {repository: a, tag: [b]} | values.yaml: image has a tag that is not a string",
      })
  void declaresAGapForAPathThatTellsNoImage(String values, String gap) {
    Listing listing = new FakeTree().with("values.yaml", values).list(rule("image"));
    assertThat(listing.gaps()).containsExactly(gap);
    assertThat(listing.images()).isEmpty();
  }

  @Test
  void declaresAGapForEachItemThatLacksTheKey() {
    assertThat(
            new FakeTree()
                .with("values.yaml", "list: [{image: a:1}, {name: b}]")
                .list(rule("list[*].image"))
                .gaps())
        .containsExactly("values.yaml: names nothing at list[1].image");
  }

  @Test
  void declaresAGapForARuleWithoutAFile() {
    assertThat(new FakeTree().with("other.yaml", "image: a:1").list(rule("image")).gaps())
        .containsExactly(
            "**/values.yaml: no such file of values, or all of them are marked as irrelevant");
    assertThat(new FakeTree().with("a/values.yaml", "").list(rule("image")).gaps())
        .containsExactly("a/values.yaml: has no values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a.", "a..b", "a[0]", "a[*", "[*]", "a b", "**"})
  void refusesAMalformedPath(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ValuesRule("values.yaml", List.of(path)))
        .withMessageStartingWith("Image path '" + path + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "** | a/b.yaml | true",
        "**/values.yaml | values.yaml | true",
        "**/values.yaml | a/b/values.yaml | true",
        "**/values.yaml | a/myvalues.yaml | false",
        "charts/*/values.yaml | charts/a/values.yaml | true",
        "charts/*/values.yaml | charts/a/b/values.yaml | false",
        "charts/** | charts/a/b | true",
        "charts/** | chartsx | false",
        "charts/ | charts/a | true",
        "/charts/a | charts/a | true",
        "a/**/c | a/c | true",
        "a/**/c | a/b/b/c | true",
        "values-{dev,prod}.y?ml | values-prod.yaml | true",
        "values-{dev,prod}.y?ml | values-test.yaml | false",
        "a.b | axb | false",
        "a[1].yaml | a[1].yaml | true",
      })
  void matchesPaths(String glob, String path, boolean expected) {
    assertThat(new PathPattern(glob).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a/{b"})
  void refusesAMalformedPattern(String glob) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManifestSettings(List.of(glob), List.of()));
  }

  private static ManifestSettings rule(String... paths) {
    return new ManifestSettings(
        List.of(), List.of(new ValuesRule("**/values.yaml", Arrays.asList(paths))));
  }
}
