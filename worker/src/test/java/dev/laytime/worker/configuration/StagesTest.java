package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.SourceSettings;
import dev.laytime.worker.ledger.StageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class StagesTest {

  private static final StageSettings.Breaker USUAL =
      new StageSettings.Breaker(50, 30, Duration.ofHours(24));

  @TempDir Path directory;

  @Test
  void managesNothingUntilItIsTold() throws IOException {
    LaytimeProperties properties = bind("parent: 1");

    assertThat(properties.manages()).isFalse();
    assertThat(properties.ledgerSettings())
        .isEqualTo(new LedgerSettings(List.of(), List.of(), List.of()));
  }

  @Test
  void knowsAStageByOtherNames() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            stages:
              - {name: prod, prefix: registry.example.com/prod, aliases: ["localhost:30500/prod"]}
            """);

    assertThat(properties.ledgerSettings().rules())
        .containsExactly(
            MirrorRule.alias(
                RepositoryPrefix.parse("registry.example.com/prod"),
                RepositoryPrefix.parse("localhost:30500/prod")));
  }

  @Test
  void refusesAnotherNameFromWhichItIsToBeCopied() {
    assertThatThrownBy(() ->
            bind(
                """
                stages:
                  - {name: prod, prefix: registry.example.com/prod, aliases: [old.example.com/prod]}
                mirrors:
                  - {target: registry.example.com/prod, source: old.example.com/prod}
                """))
        .hasStackTraceContaining(
            "aliases: 'old.example.com/prod' is the source of a mirror into"
                + " 'registry.example.com/prod', too: leave one of them out");
  }

  @Test
  void onlyObservesAStageThatSaysNothingMore() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            stages:
              - {name: prod, prefix: registry.example.com/prod, vouched-by: []}
            sources:
              - {name: apps, git: {url: https://git.example.com/apps.git}}
              - name: live
                cluster:
                  kubeconfig: cluster.yaml
                  context: prod
                  irrelevant-namespaces: [kube-node-lease]
                  helm-namespaces: [shop]
                  presets: [knative]
                  kinds: [{resource: prometheuses.monitoring.coreos.com, images: [.spec.image]}]
            """);

    assertThat(properties.ledgerSettings())
        .isEqualTo(
            new LedgerSettings(
                List.of(
                    new StageSettings(
                        "prod",
                        RepositoryPrefix.parse("registry.example.com/prod"),
                        false,
                        List.of(),
                        Duration.ofDays(14),
                        Duration.ofDays(7),
                        List.of(),
                        USUAL,
                        List.of(),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        false)),
                List.of(
                    new SourceSettings("apps", "git", Duration.ofMinutes(5)),
                    new SourceSettings("live", "cluster", Duration.ofMinutes(5))),
                List.of()));
  }

  @Test
  void readsHelmsHistoryOnlyWhereASourceLooks() throws IOException {
    String live = "sources: [{name: live, cluster: {in-cluster: true, %s}}]";

    ClusterProperties cluster =
        bind(live.formatted("helm-namespaces: [shop]")).sources().getFirst().cluster();

    assertThat(Objects.requireNonNull(cluster).settings().helm()).containsExactly("shop");
    assertThatThrownBy(
            () -> bind(live.formatted("helm-namespaces: [shop], irrelevant-namespaces: [shop]")))
        .hasStackTraceContaining("expected helm-namespaces that are looked through, not 'shop'");
  }

  @Test
  void leavesObjectsOutThatAPersonNames() throws IOException {
    String live =
        "sources: [{name: live, cluster: {in-cluster: true, irrelevant-objects: ['%s']}}]";

    ClusterProperties cluster = bind(live.formatted("Pod/shop/b-*")).sources().getFirst().cluster();

    assertThat(Objects.requireNonNull(cluster).settings().irrelevantObjects())
        .extracting(Object::toString)
        .containsExactly("Pod/shop/b-*");
    assertThatThrownBy(() -> bind(live.formatted("shop/web")))
        .hasStackTraceContaining("expected KIND/NAMESPACE/NAME", "not 'shop/web'");
  }

  @Test
  void makesEveryStageOneThatIsNotWrittenToInADryRun() throws IOException {
    String stages = "stages: [{name: a, prefix: r.io/a}, {name: b, prefix: r.io/b}]";

    assertThat(bind(stages + "\ndry-run: true").ledgerSettings().stages())
        .extracting(StageSettings::dryRun)
        .containsExactly(true, true);
    assertThat(bind(stages).ledgerSettings().stages())
        .extracting(StageSettings::dryRun)
        .containsExactly(false, false);
  }

  @Test
  void givesTheLedgerEverythingThatIsSaid() throws IOException {
    LaytimeProperties properties =
        bind(
            """
            stages:
              - name: demo
                prefix: 127.0.0.1:8481/demo
                deletion: enabled
                external-delete: ["team/**"]
                grace-period: 6s
                quarantine: 1500ms
                sweep-every: PT2S
                reaper-window: 12h
                vouched-by: [manifests]
                events-token-file: demo-events
                breaker: {images: 5, percent: 100, window: 2h}
                retention:
                  - {repositories: ["**"], tags: ["v*"], keep-last: 3, min-age: 7d, rollback-window: 2, pulled-within: 30d}
            sources:
              - name: manifests
                scan-every: 2s
                directory: /srv/manifests
                irrelevant: ["docs/**"]
                values:
                  - {files: "charts/*/values.yaml", images: ["image", "sidecars[*].image"]}
            mirrors:
              - {target: 127.0.0.1:8481/demo/hub, source: docker.io/library}
              - {target: 127.0.0.1:8481/demo/quay, source: quay.io, on-demand: true, poll: 5m}
            """);

    assertThat(properties.ledgerSettings())
        .isEqualTo(
            new LedgerSettings(
                List.of(
                    new StageSettings(
                        "demo",
                        RepositoryPrefix.parse("127.0.0.1:8481/demo"),
                        true,
                        List.of("team/**"),
                        Duration.ofSeconds(6),
                        Duration.ofMillis(1500),
                        List.of(
                            new RetentionRule(
                                List.of("**"),
                                List.of("v*"),
                                3,
                                Duration.ofDays(7),
                                2,
                                Duration.ofDays(30))),
                        new StageSettings.Breaker(5, 100, Duration.ofHours(2)),
                        List.of("manifests"),
                        Duration.ofSeconds(2),
                        Duration.ofHours(12),
                        false)),
                List.of(new SourceSettings("manifests", "directory", Duration.ofSeconds(2))),
                List.of(
                    new MirrorRule(
                        RepositoryPrefix.parse("127.0.0.1:8481/demo/hub"),
                        RepositoryPrefix.parse("docker.io/library"),
                        true,
                        false),
                    new MirrorRule(
                            RepositoryPrefix.parse("127.0.0.1:8481/demo/quay"),
                            RepositoryPrefix.parse("quay.io"),
                            true,
                            true)
                        .polled(new PollInterval(Duration.ofMinutes(5))))));
    assertThat(properties.stages().getFirst().eventsTokenFile()).isEqualTo("demo-events");
    assertThat(properties.sources().getFirst().values())
        .containsExactly(
            new ValuesProperties("charts/*/values.yaml", List.of("image", "sidecars[*].image")));
  }

  @Test
  void startsARelativePathWhereTheFileIs() throws IOException {
    LaytimeProperties properties = bind("sources: [{name: a, directory: b/../c}]\napi:\n");

    assertThat(properties.resolve("c")).isEqualTo(directory.resolve("c").toAbsolutePath());
    assertThat(properties.resolve("/c")).isEqualTo(Path.of("/c"));
    assertThat(properties.api().tokenFile()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stages: [{prefix: a.b}]                       | name: expected a name",
        "stages: [{name: A, prefix: a.b}]              | name: expected a name of a-z",
        "stages: [{name: ../x, prefix: a.b}]           | name: expected a name of a-z",
        "stages: [{name: a}]                           | prefix: expected HOST[:PORT][/PATH]",
        "stages: [{name: a, prefix: 'http://a'}]       | prefix: Invalid",
        "stages: [{name: a, prefix: apps/x}]           | prefix: in references 'apps' means a part"
            + " of docker.io",
        "stages: [{name: a, prefix: a.b/X}]            | prefix: Invalid repository 'X'",
        "stages: [{name: a, prefix: a.b, deletion: on}] | deletion: expected observe-only or"
            + " enabled",
        "stages: [{name: a, prefix: a.b, grace-period: 14}]  | grace-period: expected a time with"
            + " its unit, as in 14d, 12h, 5m or 30s, not '14'",
        "stages: [{name: a, prefix: a.b, grace-period: 0d}]  | grace-period: expected a time",
        "stages: [{name: a, prefix: a.b, quarantine: -1d}]   | quarantine: expected a time",
        "stages: [{name: a, prefix: a.b, quarantine: PT-1S}] | quarantine: expected a time",
        "stages: [{name: a, prefix: a.b, sweep-every: soon}] | sweep-every: expected a time",
        "stages: [{name: a, prefix: a.b, sweep-every: 99999999999999999999d}] | sweep-every:"
            + " expected a time",
        "stages: [{name: a, prefix: a.b, reaper-window: 36501d}] | reaper-window: expected a time",
        "stages: [{name: a, prefix: a.b, reaper-window: 43201s}] | reaper-window: expected at most"
            + " 12h, not '43201s': what is gathered for longer is given up before its turn, and"
            + " nothing would ever leave; choose a shorter one",
        "stages: [{name: a, prefix: a.b, external-delete: [' ']}] | external-delete: expected"
            + " patterns",
        "stages: [{name: a, prefix: a.b, breaker: {images: 0}}]   | images: expected a number of"
            + " 1 or more",
        "stages: [{name: a, prefix: a.b, breaker: {percent: 101}}] | percent: expected a number"
            + " from 1 to 100",
        "stages: [{name: a, prefix: a.b, breaker: {window: 1}}]    | window: expected a time",
        "stages: [{name: a, prefix: a.b, retention: [{tags: [v*]}]}] | retention: expected"
            + " keep-last, min-age, rollback-window, pulled-within or several",
        "stages: [{name: a, prefix: a.b, retention: [{keep-last: 0}]}] | keep-last: expected a"
            + " number of 1 or more",
        "stages: [{name: a, prefix: a.b, retention: [{rollback-window: 51}]}] | rollback-window:"
            + " expected a number from 1 to 50, not 51",
        "stages: [{name: a, prefix: a.b, retention: [{pulled-within: 7}]}] | pulled-within:"
            + " expected a time",
        "stages: [{name: a, prefix: a.b, retention: [{pulled-within: 366d}]}] | pulled-within:"
            + " expected at most 8760h, not '366d': a pull is remembered for a year",
        "stages: [{name: a, prefix: a.b, retention: [{pulled-within: 7d}]}] | retention:"
            + " pulled-within needs events-token-file, as only the registry can tell who pulled",
        "stages: [{name: a, prefix: a.b, retention: [{min-age: 7}]}] | min-age: expected a time",
        "stages: [{name: a, prefix: a.b}, {name: a, prefix: b.c}] | stages: expected each name"
            + " once, not 'a' twice",
        "stages: [{name: a, prefix: a.b}, {name: b, prefix: a.b}] | stages: expected each prefix"
            + " once, not 'a.b' twice",
        "stages: [{name: a, prefix: a.b, vouched-by: [c]}] | stage 'a': vouched-by: no source is"
            + " called 'c'; sources: []",
        "sources: [{name: a}]                          | source 'a': expected exactly one of"
            + " directory, git and cluster",
        "sources: [{name: a, directory: ''}]           | expected exactly one of directory, git",
        "sources: [{name: a, git: {url: 'file:///c'}, cluster: {in-cluster: true}}] | expected"
            + " exactly one of directory, git and cluster",
        "sources: [{name: a, cluster: {context: b}}]   | cluster: expected exactly one of"
            + " kubeconfig and in-cluster: true",
        "sources: [{name: a, cluster: {kubeconfig: b, in-cluster: true}}] | cluster: expected"
            + " exactly one of",
        "sources: [{name: a, cluster: {in-cluster: true, context: b}}] | cluster.context: expected"
            + " a kubeconfig",
        "sources: [{name: a, cluster: {in-cluster: true, namespaces: [A]}}] | expected a"
            + " namespace's name, not 'A'",
        "sources: [{name: a, cluster: {in-cluster: true, presets: [argo]}}] | expected one of the"
            + " presets",
        "sources: [{name: a, cluster: {in-cluster: true, kinds: [{images: [.a]}]}}] |"
            + " cluster.kinds.resource: expected plural and group",
        "sources: [{name: a, cluster: {in-cluster: true, kinds: [{resource: a.b, images: [.a.]}]}}]"
            + " | expected a JSONPath",
        "sources: [{name: a, cluster: {in-cluster: true}, irrelevant: [b]}] | irrelevant and"
            + " values are about files",
        "sources: [{name: a, directory: b, git: {url: 'file:///c'}}] | expected exactly one of"
            + " directory",
        "sources: [{name: a, git: {branch: b}}]        | git.url: expected where to fetch from",
        "sources: [{name: a, git: {url: 'https://u:p@h/r'}}] | git.url: expected no credentials",
        "sources: [{name: a, git: {url: 'https://token@h/r'}}] | git.url: expected no credentials",
        "sources: [{name: a, git: {url: 'ssh://u:p@h/r'}}] | git.url: expected https://, http://"
            + " or",
        "sources: [{name: a, git: {url: 'git@h:r.git'}}] | git.url: expected https://, http:// or",
        "sources: [{name: a, git: {url: 'file:///b', username: c}}] | git: expected username and"
            + " password-file, or neither",
        "sources: [{name: a, directory: b, scan-every: 5}] | scan-every: expected a time",
        "'sources: [{name: a, directory: b}, {name: a, directory: c}]' | sources: expected each"
            + " name once",
        "sources: [{name: a, directory: b, values: [{files: c}]}] | images: expected paths of keys",
        "sources: [{name: a, directory: b, values: [{images: [c]}]}] | files: expected a pattern",
        "mirrors: [{target: a.b/c, source: docker.io}] | mirrors: target 'a.b/c' lies in no stage",
        "mirrors: [{target: a.b/c}]                    | source: expected HOST[:PORT][/PATH]",
        "mirrors: [{target: a.b/c, source: docker.io, poll: often}] | poll: expected a time",
        "mirrors: [{target: a.b/c, source: docker.io, poll: 9s}] | poll: expected from 10s to"
            + " 366d",
        "mirrors: [{target: a.b/c, source: docker.io, poll: 367d}] | poll: expected from 10s to"
            + " 366d",
        "mirrors: [{target: a.b/c, source: docker.io, poll: 10500ms}] | poll: expected from 10s",
      })
  void refusesWhatDoesNotFit(String yaml, String message) {
    assertThatThrownBy(() -> bind(yaml)).rootCause().hasMessageContaining(message);
  }

  @Test
  void comparesMirrorTargetsOnBoundaries() {
    String stage = "stages: [{name: a, prefix: a.b/team}]\nmirrors: ";

    assertThatThrownBy(() -> bind(stage + "[{target: a.b/team2, source: c.d}]"))
        .rootCause()
        .hasMessageContaining("'a.b/team2' lies in no stage");
    assertThatThrownBy(() -> bind(stage + "[{target: a.b/team/x, source: a.b/team/x}]"))
        .rootCause()
        .hasMessageContaining("target and source of one rule");
    assertThatThrownBy(() ->
            bind(stage + "[{target: a.b/team, source: c.d}, {target: a.b/team, source: e.f}]"))
        .rootCause()
        .hasMessageContaining("mirrors: expected each target in a stage once");
  }

  private LaytimeProperties bind(String yaml) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("none", Map.of()));
    new ConfigurationFile(directory).addTo(environment);
    return Binder.get(environment).bindOrCreate("laytime", LaytimeProperties.class);
  }
}
