package dev.laytime.activities.crd.qebbeq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.laytime.image.Reference;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorPlanTest {

  private static final String HOST = "reg.example.org";
  private static final QebbeqSettings ANYBODYS = new QebbeqSettings(HOST, "control", List.of("*"));

  private static final List<RepositoryPrefix> REGISTRY = List.of(RepositoryPrefix.parse(HOST));

  @ParameterizedTest(name = "{2} below prefix {1} comes from {3}")
  @CsvSource({
    "quay.io,     ext,                 ext/org/app:1,       quay.io/org/app:1",
    "quay.io/,    ext/,                ext/org/app:1,       quay.io/org/app:1",
    "quay.io/org, ext,                 ext/app:1,           quay.io/org/app:1",
    "quay.io,     reg.example.org/ext, ext/org/app:1,       quay.io/org/app:1",
    "quay.io,     reg.example.org,     org/app:1,           quay.io/org/app:1",
    "quay.io,     '',                  org/app:1,           quay.io/org/app:1",
    "docker.io,   hub,                 hub/jq:1,            docker.io/library/jq:1",
    "quay.io,     ext,                 extra/app:1,         ",
    "quay.io,     ext,                 other/app:1,         ",
  })
  void mirrorsWhatLiesBelowAPrefix(
      String upstream, String prefix, String image, @Nullable String source) {
    assertThat(origin(plan(mirror("a", "one", spec(upstream, prefix))), image)).isEqualTo(source);
  }

  @ParameterizedTest(name = "{2} of {0} and {1} comes from {3}")
  @CsvSource({
    "quay.io,   org/app, org/app:1,       quay.io/org/app:1",
    "quay.io,   org/app, org/apple:1,     ",
    "quay.io,          , org/app:1,       quay.io/org/app:1",
    "docker.io,        , library/jq:1,    docker.io/library/jq:1",
  })
  void mirrorsWhatIsCalledTheSameOnBothSides(
      String registry, @Nullable String repository, String image, @Nullable String source) {
    ImageMirrorSpec old = new ImageMirrorSpec(null, null, registry, repository, null, List.of());
    assertThat(origin(plan(mirror("a", "one", old)), image)).isEqualTo(source);
  }

  @Test
  void takesTheLongestPrefix() {
    MirrorPlan plan =
        plan(
            mirror("a", "all", spec("docker.io", "ext")),
            mirror("a", "some", spec("quay.io", "ext/quay")));

    assertThat(origin(plan, "ext/quay/app:1")).isEqualTo("quay.io/app:1");
    assertThat(origin(plan, "ext/quay-not/app:1")).isEqualTo("docker.io/quay-not/app:1");
  }

  @Test
  void prefersOfTwoTheOneInItsOwnNamespace() {
    MirrorPlan plan =
        plan(
            mirror("a", "one", spec("docker.io", "ext")),
            mirror("control", "two", spec("quay.io", "ext/")));

    assertThat(origin(plan, "ext/org/app:1")).isEqualTo("quay.io/org/app:1");
    assertThat(plan.verdicts().get(new ObjectKey("control", "two")))
        .isEqualTo(
            Condition.now("Ready", "True", "InForce", "reg.example.org/ext comes from quay.io"));
    assertThat(plan.verdicts().get(new ObjectKey("a", "one")))
        .isEqualTo(
            Condition.now(
                "Ready",
                "False",
                "Shadowed",
                "ImageMirror control/two has the prefix reg.example.org/ext already"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext", "ext/team", "ext/team/app"})
  void leavesToConfigurationWhatItHas(String prefix) {
    MirrorPlan plan =
        MirrorPlan.of(
            List.of(mirror("a", "one", spec("quay.io", prefix))),
            ANYBODYS,
            ground(REGISTRY, List.of(RepositoryPrefix.parse(HOST + "/ext"))),
            _ -> Lending.NOTHING);

    assertThat(plan.rules()).isEmpty();
    assertThat(plan.verdicts().values())
        .extracting(Condition::reason, Condition::message)
        .containsExactly(
            tuple(
                "Shadowed",
                "the worker's configuration has the prefix reg.example.org/ext already"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "extra"})
  void hasWhatConfigurationHasNot(String prefix) {
    MirrorPlan plan =
        MirrorPlan.of(
            List.of(mirror("a", "one", spec("quay.io", prefix))),
            ANYBODYS,
            ground(REGISTRY, List.of(RepositoryPrefix.parse(HOST + "/ext"))),
            _ -> Lending.NOTHING);

    assertThat(plan.rules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://quay.io, ext",
    "quay.io, EXT",
    "reg.example.org/ext, ext",
    "'', ext",
  })
  void saysWhatIsWrongWithAMirror(String upstream, String prefix) {
    MirrorPlan plan = plan(mirror("a", "one", spec(upstream, prefix)));

    assertThat(plan.rules()).isEmpty();
    assertThat(plan.verdicts().values())
        .singleElement()
        .satisfies(verdict -> {
          assertThat(verdict.status()).isEqualTo("False");
          assertThat(verdict.reason()).isEqualTo("Invalid");
          assertThat(verdict.message()).isNotEmpty();
        });
  }

  @Test
  void countsThoseOfTheControllersNamespaceAloneUnlessSomebodySaysMore() {
    QebbeqSettings settings = new QebbeqSettings(HOST, "control", List.of());

    assertThat(settings.counts(new ObjectKey("control", "one"))).isTrue();
    assertThat(settings.counts(new ObjectKey("team", "two"))).isFalse();
  }

  @Test
  void countsOnlyThoseOfTheNamespacesThatMay() {
    MirrorPlan plan =
        MirrorPlan.of(
            List.of(
                mirror("a", "one", spec("docker.io", "ext")),
                mirror("b", "two", spec("quay.io", "ext"))),
            new QebbeqSettings(HOST, "a", List.of("b")),
            ground(REGISTRY, List.of()),
            _ -> Lending.NOTHING);

    assertThat(origin(plan, "ext/org/app:1")).isEqualTo("quay.io/org/app:1");
    assertThat(plan.verdicts().get(new ObjectKey("a", "one")))
        .isEqualTo(
            Condition.now(
                "Ready",
                "False",
                "NotAllowed",
                "mirrors of this namespace do not count: see adapters.qebbeq.mirror-namespaces of"
                    + " the worker"));
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example.org/team,   team/ext, InForce",
    "reg.example.org/team,   team,     InForce",
    "reg.example.org/team,   '',       InForce",
    "reg.example.org/team,   teams,    NotManaged",
    "other.example.org/team, team,     NotManaged",
  })
  void saysWhereNoStageHasAnythingOfIt(String stage, String prefix, String reason) {
    MirrorPlan plan =
        MirrorPlan.of(
            List.of(mirror("a", "one", spec("quay.io", prefix))),
            ANYBODYS,
            ground(List.of(RepositoryPrefix.parse(stage)), List.of()),
            _ -> Lending.NOTHING);

    assertThat(plan.verdicts().values()).extracting(Condition::reason).containsExactly(reason);
    assertThat(plan.rules()).hasSize(reason.equals("InForce") ? 1 : 0);
  }

  @ParameterizedTest(name = "{0} every {1} s is polled every {2} s")
  @CsvSource({
    "IfNotPresent, 60, ",
    ", , ",
    "Poll, , 300",
    "poll, , 300",
    "Poll, 60, 60",
    "Poll, 0, 10",
    "Poll, 9, 10",
    "Poll, 4294967295, 31622400",
    "Poll, 9223372036854775807, 31622400",
  })
  void pollsAsOftenAsThePolicySaysWithinBounds(
      @Nullable String type, @Nullable Long interval, @Nullable Long seconds) {
    ImageMirrorSpec spec =
        new ImageMirrorSpec(
            "quay.io", "ext", null, null, new MirrorPolicy(type, interval), List.of());
    MirrorPlan plan = plan(mirror("a", "one", spec));
    PollInterval poll = plan.rules().getFirst().poll();
    assertThat(poll == null ? null : poll.every().toSeconds()).isEqualTo(seconds);
    assertThat(plan.verdicts().values())
        .extracting(Condition::message)
        .containsExactly(
            "reg.example.org/ext comes from quay.io"
                + (seconds == null ? "" : ", polled every %d s".formatted(seconds)));
  }

  @Test
  void lendsNoLoginAndLetsAnotherHaveItsPrefix() {
    OrderLimits limits = new OrderLimits(List.of("team/*"), List.of("team-a"));
    MirrorPlan plan =
        MirrorPlan.of(
            List.of(
                mirror("a", "one", spec("quay.io", "ext")),
                mirror("a", "two", spec("docker.io", "ext"))),
            new QebbeqSettings(HOST, "a", List.of(), limits),
            ground(REGISTRY, List.of()),
            rule ->
                rule.limits().equals(limits) && rule.source().registry().equals("quay.io")
                    ? Lending.LENDS
                    : Lending.NOTHING);

    assertThat(plan.verdicts().get(new ObjectKey("a", "one")))
        .satisfies(verdict -> {
          assertThat(verdict.reason()).isEqualTo("NotAllowed");
          assertThat(verdict.message())
              .contains("a login for quay.io", "adapters.qebbeq.repositories and .namespaces");
        });
    assertThat(origin(plan, "ext/org/app:1")).isEqualTo("docker.io/org/app:1");
    assertThat(plan.rules()).extracting(MirrorRule::limits).containsExactly(limits);
  }

  @Test
  void leavesARuleInForceWhileNobodyCanTellWhetherItLends() {
    ImageMirrorObject one = mirror("a", "one", spec("quay.io", "ext"));
    MirrorPlan before = plan(one);
    MirrorPlan now = unsure(before.rules(), one);

    assertThat(now).isEqualTo(before);
  }

  @Test
  void takesNoOtherRuleWhileNobodyCanTellWhetherItLends() {
    MirrorPlan before = plan(mirror("a", "one", spec("docker.io", "ext")));
    MirrorPlan now = unsure(before.rules(), mirror("a", "one", spec("quay.io", "ext")));

    assertThat(now.rules()).isEmpty();
    assertThat(now.verdicts().values())
        .containsExactly(
            Condition.now(
                "Ready",
                "Unknown",
                "LoginUnknown",
                "whether the worker has a login for quay.io cannot be told now: see its log"));
  }

  @Test
  void repeatsWhyAMirrorDoesNotCountWhileNobodyCanTellWhetherItLends() {
    Condition refused = Condition.now("Ready", "False", "NotAllowed", "the worker has a login");
    MirrorPlan now =
        unsure(
            List.of(),
            new ImageMirrorObject(
                new ObjectKey("a", "one"),
                spec("quay.io", "ext"),
                new ImageMirrorStatus(List.of(refused), null)));

    assertThat(now.rules()).isEmpty();
    assertThat(now.verdicts().values()).containsExactly(refused);
  }

  private static MirrorPlan unsure(List<MirrorRule> inForce, ImageMirrorObject mirror) {
    return MirrorPlan.of(
        List.of(mirror),
        ANYBODYS,
        new QebbeqAdapter.Ground(REGISTRY, List.of(), Set.copyOf(inForce)),
        _ -> Lending.UNKNOWN);
  }

  private static QebbeqAdapter.Ground ground(
      List<RepositoryPrefix> stages, List<RepositoryPrefix> configured) {
    return new QebbeqAdapter.Ground(stages, configured, Set.of());
  }

  private static MirrorPlan plan(ImageMirrorObject... mirrors) {
    return MirrorPlan.of(
        List.of(mirrors), ANYBODYS, ground(REGISTRY, List.of()), _ -> Lending.NOTHING);
  }

  private static @Nullable String origin(MirrorPlan plan, String image) {
    List<MirrorRule> rules = plan.rules();
    return new MirrorRules(rules)
        .origin(Reference.parse(HOST + "/" + image))
        .map(Reference::text)
        .orElse(null);
  }

  private static ImageMirrorSpec spec(String upstream, String prefix) {
    return new ImageMirrorSpec(upstream, prefix, null, null, null, List.of());
  }

  private static ImageMirrorObject mirror(String namespace, String name, ImageMirrorSpec spec) {
    return new ImageMirrorObject(new ObjectKey(namespace, name), spec, ImageMirrorStatus.NONE);
  }
}
