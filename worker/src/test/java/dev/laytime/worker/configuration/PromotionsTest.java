package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gate.JobSettings;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.PathSettings;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Paths of promotions, and what they name. */
class PromotionsTest {

  private static final String STAGES =
      """
      stages:
        - {name: dev, prefix: reg.test/dev}
        - {name: prod, prefix: reg.test/prod}
        - {name: eu, prefix: eu.test/prod}
      sources:
        - {name: live, cluster: {kubeconfig: kube}}
      """;

  private static final String NAMED =
      """
      verifiers:
        - {name: ci, key-file: ci.pub}
        - name: release
          identity-regex: "https://ci.test/.*"
          issuer: https://token.test
          trusted-root: root.json
      jobs:
        - {name: smoke, namespace: gates, image: "reg.test/smoke:1", args: [--fast]}
      git-targets:
        - name: apps
          url: https://git.test/apps.git
          files:
            - {path: prod/kustomization.yaml, kind: kustomize}
            - {path: prod/values.yaml, kind: helm, keys: {tag: app.tag}, pin: both}
            - {kind: setters, policy: "flux-system:app"}
      """;

  @TempDir Path directory;

  @Test
  void saysWhichWayImagesGoAndWhatMustBeTrue() throws IOException {
    LaytimeProperties properties =
        bind(
            STAGES
                + NAMED
                + """
                promotions:
                  - name: to-prod
                    from: dev
                    to: prod
                    replicas: [eu]
                    repositories: ["team/*"]
                    tags: {glob: ["1.*"]}
                    gates:
                      - signed: {verifier: ci}
                      - name: SBOM
                        attested: {verifier: release, predicate-type: "https://spdx.dev/Document"}
                      - soaked: {at-least: 2h}
                      - checked: {name: smoke-test}
                      - approved: {count: 2, verified: true, from: [ann, bob, cid]}
                      - command: {run: [/opt/smoke, --fast], timeout: 5m}
                      - job: {job: smoke, timeout: 10m}
                      - open: {days: [mon, friday], from: "09:00", to: "17:00", zone: Europe/Berlin}
                    floating: [latest, "{major}", "{major}.{minor}"]
                    moves: true
                    keep-last: 5
                    expiry: 2d
                    automatic: scheduled
                    schedule: "0 6 * * MON-FRI"
                    git: [apps]
                    line: v1
                """);

    assertThat(properties.ledgerSettings().promotions())
        .containsExactly(
            new PathSettings(
                new PromotionPath(
                    "to-prod",
                    "dev",
                    "prod",
                    List.of("eu"),
                    List.of("team/*"),
                    List.of(new TagPattern.Wildcard("1.*")),
                    List.of(
                        new Gate.Signed("signed by ci", "ci"),
                        new Gate.Attested("SBOM", "release", "https://spdx.dev/Document"),
                        new Gate.Soaked("soaked", Duration.ofHours(2)),
                        new Gate.Checked("smoke-test"),
                        new Gate.Approved("approved", 2, true, List.of("ann", "bob", "cid")),
                        new Gate.Commanded(
                            "command smoke",
                            List.of("/opt/smoke", "--fast"),
                            Duration.ofMinutes(5)),
                        new Gate.Worked("job smoke", "smoke", Duration.ofMinutes(10)),
                        new Gate.Opened(
                            "open",
                            List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                            LocalTime.of(9, 0),
                            LocalTime.of(17, 0),
                            ZoneId.of("Europe/Berlin"))),
                    List.of("latest", "{major}", "{major}.{minor}"),
                    true,
                    5,
                    Duration.ofDays(2),
                    PromotionPath.Automatic.SCHEDULED,
                    List.of("apps"),
                    "v1"),
                "0 0 6 * * MON-FRI"));
    assertThat(properties.gateCommands()).containsExactly(List.of("/opt/smoke", "--fast"));
  }

  @Test
  void promotesNothingByItselfAndMovesNoTagUnlessToldTo() throws IOException {
    LaytimeProperties properties = bind(STAGES + path("name: to-prod, from: dev, to: prod"));

    assertThat(properties.ledgerSettings().promotions())
        .containsExactly(
            new PathSettings(
                new PromotionPath(
                    "to-prod",
                    "dev",
                    "prod",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    3,
                    Duration.ofDays(7),
                    PromotionPath.Automatic.NONE,
                    List.of()),
                null));
  }

  @Test
  void namesWhomToTrustAndWhatToRun() throws IOException {
    LaytimeProperties properties = bind(STAGES + NAMED);

    assertThat(properties.verifierSettings())
        .containsExactly(
            new VerifierSettings(
                "ci", new VerifierSettings.Trust.Keys(directory.resolve("ci.pub"))),
            new VerifierSettings(
                "release",
                new VerifierSettings.Trust.Identity(
                    "https://ci.test/.*",
                    true,
                    "https://token.test",
                    directory.resolve("root.json"))));
    assertThat(properties.jobs())
        .extracting(GateJobProperties::settings)
        .containsExactly(
            new JobSettings(
                "smoke",
                "gates",
                "reg.test/smoke:1",
                List.of("--fast"),
                65532,
                "100m",
                "256Mi",
                "1Gi",
                List.of()));
  }

  private static String path(String... keys) {
    StringBuilder text = new StringBuilder("promotions:\n");
    for (String each : keys) {
      text.append("  - {").append(each).append("}\n");
    }
    return text.toString();
  }

  /** Each: what is wrong, and what is said of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: p, from: dev, to: gone ; no stage is called 'gone'",
        "name: p, from: dev, to: dev ; each stage once in from, to and replicas",
        "name: p, from: dev, to: prod, replicas: [prod] ; each stage once",
        "name: p, from: dev, to: prod, gates: [{signed: {verifier: x}}] ; no verifier is called"
            + " 'x'",
        "name: p, from: dev, to: prod, gates: [{job: {job: x}}] ; no job is called 'x'",
        "name: p, from: dev, to: prod, git: [x] ; no git-target is called 'x'",
        "name: p, from: dev, to: prod, gates: [{name: x}] ; exactly one of signed",
        "name: p, from: dev, to: prod, gates: [{checked: {name: a}, soaked: {at-least: 1h}}]"
            + " ; exactly one of signed",
        "name: p, from: dev, to: prod, gates: [{checked: {name: a}}, {checked: {name: a}}]"
            + " ; expected each name once, not 'a' twice",
        "name: p, from: dev, to: prod, gates: [{soaked: {at-least: 5}}] ; a time with its unit",
        "name: p, from: dev, to: prod, gates: [{approved: {count: 0}}] ; from 1 to 20",
        "name: p, from: dev, to: prod, gates: [{approved: {count: 2, from: [ann]}}]"
            + " ; at least 2 in from",
        "name: p, from: dev, to: prod, gates: [{approved: {from: ['https://i.test#ann']}}]"
            + " ; expected verified: true",
        "name: p, from: dev, to: prod, gates: [{open: {days: [someday]}}] ; expected days",
        "name: p, from: dev, to: prod, gates: [{open: {zone: Mars}}] ; expected a time zone",
        "name: p, from: dev, to: prod, gates: [{command: {timeout: 5m}}] ; command.run",
        "name: p, from: dev, to: prod, gates: [{command: {run: [x], timeout: 2d}}] ; at most 24h",
        "name: p, from: dev, to: prod, floating: ['{minor}x y'] ; floating",
        "name: p, from: dev, to: prod, keep-last: 51 ; from 0 to 50",
        "name: p, from: dev, to: prod, expiry: 100d ; at most",
        "name: p, from: dev, to: prod, automatic: always ; none or seen or scheduled",
        "name: p, from: dev, to: prod, automatic: scheduled ; and schedule together",
        "name: p, from: dev, to: prod, schedule: '0 6 * * *' ; and schedule together",
        "name: p, from: dev, to: prod, automatic: scheduled, schedule: '0 0 6 * * *'"
            + " ; minute, hour, day, month and day of the week",
        "name: p, from: dev, to: prod, tags: {glob: [1.10]} ; write the tag in quotes",
      })
  void refusesAPathThatLeadsNowhereOrSaysNothing(String both) {
    String[] parts = both.split(" ; ", 2);
    refuses(STAGES + path(parts[0]), parts[1]);
  }

  /** Each: who may ask, and what is said of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens: [{name: ci, token-file: x, paths: [to-prdo]}]"
            + " ; tokens.paths: no promotion is called 'to-prdo'; promotions: [to-prod]",
        "hmac: {secret-file: x, paths: [to-prdo]} ; hmac.paths: no promotion is called 'to-prdo'",
        "oidc: [{issuer: 'https://i.test', audience: a, subjects: [x], paths: [to-prdo]}]"
            + " ; oidc.paths: no promotion is called 'to-prdo'",
        "tokens: [{name: ci, token-file: x, paths: [to-prod], may: [everything]}]"
            + " ; tokens.may: expected promote or check",
        "oidc: [{issuer: 'http://localhost.evil.test', audience: a, subjects: [x], paths:"
            + " [to-prod]}] ; expected https",
        "oidc: [{issuer: 'http://127.0.0.1.evil.test', audience: a, subjects: [x], paths:"
            + " [to-prod]}] ; expected https",
        "oidc: [{issuer: 'http://localhost@evil.test', audience: a, subjects: [x], paths:"
            + " [to-prod]}] ; expected https",
      })
  void refusesWhoMayAskForWhatThereIsNot(String both) {
    String[] parts = both.split(" ; ", 2);
    refuses(
        STAGES
            + path("name: to-prod, from: dev, to: prod")
            + "api: {promotions: {%s}}\n".formatted(parts[0]),
        parts[1]);
  }

  @Test
  void letsObjectsBringPathsForWhichOneMayAsk() throws IOException {
    assertThat(
            bind(STAGES
                    + "custom-resources: {enabled: true, namespace: platform}\n"
                    + "api: {promotions: {tokens: [{name: ci, token-file: x, paths:"
                    + " [to-come]}]}}\n")
                .api()
                .promotions()
                .tokens())
        .hasSize(1);
    assertThat(
            bind(STAGES
                    + path("name: to-prod, from: dev, to: prod")
                    + "api: {promotions: {oidc: [{issuer: 'http://localhost:8080/x', audience: a,"
                    + " subjects: [x], paths: [to-prod], may: [promote]}]}}\n")
                .api()
                .promotions()
                .oidc()
                .getFirst()
                .actions())
        .containsExactly(PromotionAccessProperties.Action.PROMOTE);
  }

  @Test
  void refusesTwoWaysBetweenWhichNobodyCouldChoose() throws IOException {
    refuses(
        STAGES + path("name: a, from: dev, to: prod", "name: b, from: dev, to: prod"),
        "nobody could say whose gates count");
    refuses(
        STAGES
            + path(
                "name: a, from: dev, to: prod, repositories: ['team/*']",
                "name: b, from: dev, to: prod, repositories: [team/app]"),
        "nobody could say whose gates count");

    assertThat(
            bind(STAGES
                    + path(
                        "name: a, from: dev, to: prod, repositories: ['team/*']",
                        "name: b, from: dev, to: prod, repositories: ['shop/*']",
                        "name: c, from: eu, to: prod"))
                .promotions())
        .hasSize(3);
    assertThat(
            bind(STAGES
                    + path(
                        "name: a, from: dev, to: prod, tags: {glob: ['v*']}",
                        "name: b, from: dev, to: prod, tags: {glob: ['hotfix-*']}"))
                .promotions())
        .hasSize(2);
  }

  @Test
  void refusesTwoThatWouldTakeATagFromEachOtherForEver() throws IOException {
    String first = "name: a, from: dev, to: prod, automatic: seen";
    refuses(
        STAGES + path(first, "name: b, from: eu, to: prod, automatic: seen"),
        "promote into the same images by themselves");
    assertThat(bind(STAGES + path(first, "name: b, from: eu, to: prod")).promotions()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verifiers: [{name: v}] ; expected key-file, or identity",
        "verifiers: [{name: v, key-file: k, issuer: i}] ; expected key-file, or identity",
        "verifiers: [{name: v, identity: a, issuer: i}] ; proves nothing without them",
        "verifiers: [{name: v, identity: a, identity-regex: b, issuer: i, trusted-root: r}]"
            + " ; one of identity and identity-regex",
        "verifiers: [{name: v, key-file: k}, {name: v, key-file: l}] ; not 'v' twice",
        "jobs: [{name: j, namespace: n, image: i, user: 0}] ; never runs as root",
        "jobs: [{name: j, namespace: n, image: i, source: x}] ; jobs.source",
        "git-targets: [{name: g, url: 'https://h/a'}] ; expected files",
        "git-targets: [{name: g, url: 'https://h/a', username: u, files: [{kind: setters}]}]"
            + " ; username and password-file",
        "git-targets: [{name: g, url: 'ssh://h/a', ssh-key-file: u, files: [{kind: setters}]}]"
            + " ; a host that nobody knows gets no key",
        "git-targets: [{name: g, url: 'https://h/a', files: [{kind: helm, path: a}]}]"
            + " ; keys with kind: helm alone",
        "git-targets: [{name: g, url: 'https://h/a', files: [{path: a}]}]"
            + " ; kustomize or helm or setters",
      })
  void refusesWhatPathsCouldNotUse(String both) {
    String[] parts = both.split(" ; ", 2);
    refuses(STAGES + parts[0] + "\n", parts[1]);
  }

  @Test
  void refusesAGateThatLeavesOpenWhichOfSeveralProofsItCounts() throws IOException {
    String gate =
        path("name: to-prod, from: dev, to: prod, gates: [{approved: {verified: true%s}}]");
    String issuer =
        "{issuer: 'https://i.test', audience: %s, subjects: [x], paths: [to-prod], may: [%s]}";
    String keys = "approvers: [{name: ann, key-file: ann.pub}]\n";
    String one = "api: {promotions: {oidc: [%s]}}\n".formatted(issuer);
    refuses(
        STAGES + gate.formatted("") + keys + one.formatted("a", "approve"),
        "oidc https://i.test, signature; expected approved.proof");
    for (String fine :
        List.of(
            gate.formatted("") + keys,
            gate.formatted("") + one.formatted("a", "approve"),
            gate.formatted("") + keys + one.formatted("a", "read"),
            gate.formatted(", proof: signature") + keys + one.formatted("a", "approve"))) {
      assertThat(bind(STAGES + fine).promotions()).hasSize(1);
    }
  }

  private void refuses(String yaml, String... because) {
    assertThatThrownBy(() -> bind(yaml))
        .isInstanceOfAny(RefusedToStartException.class, RuntimeException.class)
        .satisfies(thrown -> {
          Throwable last = thrown;
          while (last.getCause() != null) {
            last = last.getCause();
          }
          assertThat(last.getMessage()).contains(because);
        });
  }

  private LaytimeProperties bind(String yaml) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "given", Map.of("laytime.config", directory.resolve("laytime.yaml").toString())));
    new ConfigurationFile(directory).addTo(environment);
    return Binder.get(environment).bindOrCreate("laytime", LaytimeProperties.class);
  }
}
