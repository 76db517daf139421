package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Newest;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Mirrors that keep a copy of tags. */
class MirrorsTest {

  @TempDir Path directory;

  @Test
  void keepsACopyOfWhatTagsSelect() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            mirrors:
              - name: web
                source: docker.io
                target: registry.example.com/web
                repositories: [nginx, "bitnami/*"]
                poll: 2h
                tags:
                  exact: [stable]
                  glob: ["1.*"]
                  regex: ["v[0-9]+"]
                  semver: [">=1.2 <2", "^3"]
                  versions: [2.13.x]
                  candidates: true
                  deny: {glob: ["*-debug"], versions: [4.x]}
                  newest: {count: 5, by: first-seen}
                overwrite: always
                backup: "{tag}-{date}"
                times: each-once
                platforms: [linux/amd64, linux/arm64]
                referrers: false
                cool-off: 2d
                referrers-every: 6h
                audit-every: 7d
                prune: false
            """);

    assertThat(properties.tagMirrors())
        .containsExactly(
            new TagMirror(
                "web",
                RepositoryPrefix.parse("docker.io"),
                RepositoryPrefix.parse("registry.example.com/web"),
                List.of("nginx", "bitnami/*"),
                new Selection(
                    List.of(
                        new TagPattern.Exact(new Tag("stable")),
                        new TagPattern.Wildcard("1.*"),
                        new TagPattern.Regex("v[0-9]+"),
                        new TagPattern.Range(">=1.2 <2"),
                        new TagPattern.Range("^3"),
                        new TagPattern.Versions("2.13.x", true)),
                    List.of(
                        new TagPattern.Wildcard("*-debug"), new TagPattern.Versions("4.x", false)),
                    new Newest(5, Newest.By.FIRST_SEEN)),
                new Copying(
                    null,
                    Overwrite.ALWAYS,
                    "{tag}-{date}",
                    Times.EACH_ONCE,
                    List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")),
                    false,
                    Duration.ofDays(2),
                    Duration.ofHours(6),
                    Duration.ofDays(7),
                    false,
                    ""),
                new PollInterval(Duration.ofHours(2))));
    assertThat(properties.ledgerSettings().rules())
        .as("where no stage is, nobody orders anything")
        .isEmpty();
    assertThat(properties.ledgerSettings().tagMirrors()).isEqualTo(properties.tagMirrors());
    assertThat(properties.manages()).isTrue();
  }

  @Test
  void copiesEverythingAsItIsWhereNothingElseIsSaid() throws IOException {
    TagMirror mirror = bind(one("tags: {newest: {count: 3}}")).tagMirrors().getFirst();

    assertThat(mirror.name()).isEqualTo("reg.io/app");
    assertThat(mirror.copying()).isEqualTo(Copying.PLAIN);
    assertThat(mirror.tags())
        .isEqualTo(new Selection(List.of(), List.of(), new Newest(3, Newest.By.VERSION)));
  }

  @Test
  void callsOneTagByAnotherName() throws IOException {
    TagMirror mirror = bind(one("tags: {exact: ['1.10']}, as: '2.0'")).tagMirrors().getFirst();

    assertThat(mirror.tags()).isEqualTo(Selection.of(new Tag("1.10")));
    assertThat(mirror.copying().as()).isEqualTo(new Tag("2.0"));
  }

  @Test
  void movesANameForwardByTheVersionsOfTags() throws IOException {
    TagMirror mirror =
        bind(one("tags: {exact: ['1.10']}, as: stable, overwrite: forward"))
            .tagMirrors()
            .getFirst();

    assertThat(mirror.copying().overwrite()).isEqualTo(Overwrite.FORWARD);
  }

  @Test
  void bringsWhatIsOrderedInAStageToo() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            stages: [{name: prod, prefix: reg.io}]
            mirrors:
              - {source: quay.io/a, target: reg.io/a, poll: 1h, tags: {glob: ["*"]}}
              - {source: quay.io, target: reg.io/q, poll: 1h, tags: {glob: ["*"]},
                 repositories: [b/*], namespaces: [shop], on-demand: true}
            """);

    assertThat(properties.ledgerSettings().rules())
        .containsExactly(
            rule("reg.io/a", "quay.io/a", false)
                .limitedTo(new OrderLimits(List.of("**"), List.of())),
            rule("reg.io/q", "quay.io", true)
                .limitedTo(new OrderLimits(List.of("b/*"), List.of("shop"))));
    assertThat(properties.tagMirrors()).hasSize(2);
  }

  @Test
  void hasNobodyOrderWhatItDeniesAndEverybodyWhatIsNew() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            stages: [{name: prod, prefix: reg.io}]
            mirrors:
              - {source: quay.io/a, target: reg.io/a, poll: 1h, cool-off: 2d,
                 tags: {glob: ["*"], deny: {glob: ["*-debug"]}}}
            """);

    assertThat(properties.ledgerSettings().rules())
        .as("an order waits for no cool-off")
        .containsExactly(
            rule("reg.io/a", "quay.io/a", false)
                .limitedTo(
                    new OrderLimits(
                        List.of("**"), List.of(), List.of(new TagPattern.Wildcard("*-debug")))));
  }

  @Test
  void mayGiveATagAnotherNameInItsRepositoryOutsideOfStages() throws IOException {
    String mirror =
        """
        mirrors:
          - {source: reg.io/a, target: reg.io/a, poll: 1h, as: stable, tags: {exact: ["2.13.1"]}}
        """;
    assertThat(bind(mirror).tagMirrors()).hasSize(1);
    assertThatThrownBy(() -> bind("stages: [{name: prod, prefix: reg.io}]\n" + mirror))
        .rootCause()
        .hasMessageContaining("target and source of one rule");
  }

  @Test
  void mayFillOneRepositoryByTwoMirrorsWhereNoStageIs() throws IOException {
    String mirror = "  - {name: %s, source: %s, target: reg.io/a, poll: 1h, tags: {glob: ['*']}}\n";
    String both = "mirrors:\n" + mirror.formatted("x", "a.io/a") + mirror.formatted("y", "b.io/a");

    assertThat(bind(both).tagMirrors()).extracting(TagMirror::name).containsExactly("x", "y");
    assertThatThrownBy(() -> bind("stages: [{name: s, prefix: reg.io}]\n" + both))
        .rootCause()
        .hasMessage("mirrors: expected each target in a stage once, not 'reg.io/a' twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tags: {regex: ['v[0-9']} | regex: Invalid regex 'v[0-9': missing closing ]; expected one"
            + " of RE2",
        "tags: {deny: {regex: ['(?=a)']}} | regex: Invalid regex '(?=a)'",
        "tags: {semver: [latest]} | semver: Invalid range 'latest': expected semantic versions",
        "tags: {exact: ['a*']} | exact: Invalid tag 'a*'",
        "tags: {glob: ['']} | glob: Invalid glob: expected 1 to 256 characters",
        "tags: {candidates: true} | candidates: is for versions",
        "tags: {exact: [a], candidates: true} | candidates: is for versions",
        "tags: {newest: {by: version}} | newest.count: expected how many, as in count: 5",
        "tags: {newest: {count: 0}} | newest.count: expected a number from 1 to 10000, not 0",
        "tags: {newest: {count: 5, by: date}} | newest.by: expected version or first-seen, not"
            + " 'date'",
        "tags: {deny: {}} | tags: expected exact, glob, regex, semver, versions, deny or newest",
        "tags: {glob: ['*']}, overwrite: sometimes | overwrite: expected never or forward or"
            + " always, not 'sometimes'",
        "tags: {glob: ['*']}, overwrite: forward | overwrite: forward: a tag that keeps its name"
            + " goes nowhere: say as",
        "tags: {exact: [latest]}, as: stable, overwrite: forward | overwrite: forward: expected"
            + " tags: {exact: [VERSION]}",
        "tags: {glob: ['*']}, on-demand: true | on-demand: target 'reg.io/app' lies in no stage,"
            + " and elsewhere nobody orders images: leave on-demand out",
        "tags: {glob: ['*']}, namespaces: [shop] | namespaces: target 'reg.io/app' lies in no"
            + " stage",
        "tags: {glob: ['*']}, times: twice | times: expected always or each-once or once, not"
            + " 'twice'",
        "tags: {glob: ['*']}, backup: old | Invalid backup 'old': expected the form of a tag with"
            + " {tag} in it",
        "tags: {glob: ['*']}, backup: 'o-{tag}', overwrite: never | backup: nothing is overwritten",
        "tags: {glob: ['*']}, platforms: [linux] | platforms: Invalid platform 'linux'",
        "tags: {glob: ['*']}, cool-off: 2 | cool-off: expected a time with its unit",
        "tags: {glob: ['*']}, referrers-every: often | referrers-every: expected a time",
        "tags: {glob: ['*']}, audit-every: 0s | audit-every: expected a time",
        "tags: {glob: ['*']}, as: stable | 'stable' can be the name of one tag only",
        "tags: {exact: [a, b]}, as: stable | 'stable' can be the name of one tag only",
        "tags: {exact: [a]}, as: a/b | as: Invalid tag 'a/b'",
        "tags: {exact: [a]}, name: A/b | name: expected a name of a-z",
        "overwrite: always | overwrite: expected with tags: a mirror without them brings what is"
            + " ordered",
        "name: a | name: expected with tags",
        "platforms: [linux/amd64] | platforms: expected with tags",
        "prune: false | prune: expected with tags",
      })
  void refusesWhatDoesNotFit(String keys, String message) {
    assertThatThrownBy(() -> bind(one(keys))).rootCause().hasMessageContaining(message);
  }

  @Test
  void refusesTagsThatNothingLooksFor() {
    assertThatThrownBy(
            () -> bind("mirrors: [{source: quay.io/a, target: reg.io/a, tags: {exact: [a]}}]"))
        .rootCause()
        .hasMessageContaining("tags: expected with poll");
  }

  @ParameterizedTest
  @CsvSource({"'{}'", "''", "'~'"})
  void refusesTagsThatSayNothing(String nothing) {
    assertThatThrownBy(() -> bind(one("tags: " + nothing)))
        .isInstanceOfAny(RefusedToStartException.class, RuntimeException.class)
        .hasStackTraceContaining("tags");
  }

  @Test
  void prunesInStagesAlone() throws IOException {
    assertThatThrownBy(() -> bind(one("tags: {glob: ['*']}, prune: true")))
        .rootCause()
        .hasMessageContaining("mirrors: prune: target 'reg.io/app' lies in no stage");
    String stage = "stages: [{name: s, prefix: reg.io/app}]\n";
    assertThat(
            bind(stage + one("tags: {glob: ['*']}, prune: true"))
                .tagMirrors()
                .getFirst()
                .copying()
                .prune())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup: '{tag}-old'", "platforms: [linux/amd64]"})
  void leavesToLivesWhatComesInStages(String key) throws IOException {
    String stage = "stages: [{name: s, prefix: reg.io/app}]\n";
    assertThatThrownBy(() -> bind(stage + one("tags: {glob: ['*']}, " + key)))
        .rootCause()
        .hasMessageContaining("leave out platforms and backup");
    assertThat(bind(one("tags: {glob: ['*']}, " + key)).tagMirrors()).hasSize(1);
  }

  @Test
  void refusesTwoMirrorsOfOneName() {
    String mirror =
        "  - {name: x, source: quay.io/%1$s, target: reg.io/%1$s, poll: 1h, tags: {glob: ['*']}}\n";
    assertThatThrownBy(() -> bind("mirrors:\n" + mirror.formatted("a") + mirror.formatted("b")))
        .rootCause()
        .hasMessageContaining(
            "mirrors: expected each name once; without one it is the target's, not 'x' twice");
  }

  /** Of {@code 1.10} YAML makes 1.1, which is another tag. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tags: {exact: [1.10]} | 'mirrors[0].tags.exact[0]' is the number 1.1 for YAML",
        "tags: {exact: [010]} | 'mirrors[0].tags.exact[0]' is the number 8 for YAML",
        "tags: {exact: [on]} | 'mirrors[0].tags.exact[0]' is the word true for YAML",
        "tags: {glob: ['*'], deny: {semver: [1.10]}} | 'mirrors[0].tags.deny.semver[0]' is the"
            + " number 1.1",
        "tags: {exact: ['1.10']}, as: 1.10 | 'mirrors[0].as' is the number 1.1",
      })
  void refusesTagsThatYamlReadsAsSomethingElse(String keys, String message) {
    assertThatThrownBy(() -> bind(one(keys)))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("write the tag in quotes");
  }

  private static MirrorRule rule(String target, String source, boolean onDemand) {
    return new MirrorRule(
        RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), true, onDemand);
  }

  private static String one(String keys) {
    return "mirrors: [{source: quay.io/app, target: reg.io/app, poll: 1h, %s}]".formatted(keys);
  }

  private LaytimeProperties bind(String yaml) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("none", Map.of()));
    new ConfigurationFile(directory).addTo(environment);
    return Binder.get(environment).bindOrCreate("laytime", LaytimeProperties.class);
  }
}
