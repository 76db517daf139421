package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionPath.Automatic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPlanTest {

  private static final PromotionPath CONFIGURED =
      path("release", "dev", "prod", List.of("platform/**"), Automatic.NONE, List.of(), List.of());

  /** A worker with one path. */
  static final PathGround GROUND =
      new PathGround(
          List.of(CONFIGURED),
          Set.of("release", "shop.gone"),
          Set.of("team"),
          Set.of("smoke", "load"),
          Set.of("apps", "others"),
          PathPlanTest::read);

  private static final Map<String, RepositoryPrefix> STAGES =
      Map.of(
          "dev", RepositoryPrefix.parse("reg.example.com/dev"),
          "prod", RepositoryPrefix.parse("reg.example.com/prod"),
          "eu", RepositoryPrefix.parse("eu.example.com/prod"),
          "hub", RepositoryPrefix.parse("docker.io"),
          "secret", RepositoryPrefix.parse("reg.example.com/secret"));

  private static final Tenancy TENANCY =
      new Tenancy(
          "laytime",
          List.of(),
          List.of(
              new Tenancy.Tenant(
                  "shop",
                  List.of(
                      RepositoryPrefix.parse("reg.example.com/dev/shop"),
                      RepositoryPrefix.parse("reg.example.com/prod/shop"),
                      RepositoryPrefix.parse("reg.example.com/secret/shop"),
                      RepositoryPrefix.parse("docker.io/shop")),
                  List.of(),
                  new Tenancy.Given(
                      List.of("dev", "hub"),
                      List.of("prod", "hub"),
                      List.of("smoke"),
                      List.of("apps"))),
              new Tenancy.Tenant(
                  "till", List.of(RepositoryPrefix.parse("reg.example.com")), List.of())));

  private static final String OWN = "from: 'dev', to: 'prod', repositories: ['shop/**']";

  private final PathPlan plan = new PathPlan(TENANCY, GROUND, STAGES);

  @Test
  void leadsATenantsImagesTheWayThatItWasGiven() {
    Outcome<OfferedPath> outcome =
        of(
            "shop",
            "release",
            OWN
                + ", git: ['apps'], gates: [{signed: {verifier: 'team'}}, {job: {job: 'smoke'}},"
                + " {approved: {count: 2}}]");

    assertThat(outcome.verdict().message())
        .isEqualTo("path shop.release leads from dev to prod through 3 gates");
    OfferedPath path = Objects.requireNonNull(outcome.taken());
    assertThat(path.object()).isEqualTo("shop/release");
    assertThat(path.path().name()).isEqualTo("shop.release");
    assertThat(path.stages()).containsOnlyKeys("dev", "prod");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop  | from: 'secret', to: 'prod', repositories: ['shop/**'] | not lead from stage"
            + " secret",
        "shop  | from: 'dev', to: 'secret', repositories: ['shop/**']  | not lead to stage secret",
        "shop  | from: 'prod', to: 'hub', repositories: ['shop/**']    | not lead from stage prod",
        "shop  | from: 'dev', to: 'prod', replicas: ['eu'], repositories: ['shop/**'] | to stage"
            + " eu",
        "shop  | from: 'dev', to: 'prod'                               | not all that '**' may"
            + " mean",
        "shop  | from: 'dev', to: 'prod', repositories: ['**']         | not all that '**' may"
            + " mean",
        "shop  | from: 'dev', to: 'prod', repositories: ['shop*/**']   | not all that 'shop*/**'",
        "shop  | from: 'dev', to: 'prod', repositories: ['shop**']     | not all that 'shop**'",
        "shop  | from: 'dev', to: 'prod', repositories: ['shop2/app']  | not all that 'shop2/app'",
        "shop  | from: 'dev', to: 'prod', repositories: ['shop/a', 'till/a'] | not all that"
            + " 'till/a' may mean",
        "shop  | from: 'dev', to: 'prod', repositories: ['shop/../till/*'] | not all that",
        "shop  | from: 'dev', to: 'hub', repositories: ['shop']        | not all that 'shop' may"
            + " mean in stage hub",
        "till  | from: 'dev', to: 'prod', repositories: ['till/**']    | not lead from stage dev",
        "other | from: 'dev', to: 'prod', repositories: ['shop/**']    | namespace other is none"
            + " of",
      })
  void leadsNobodysImagesElsewhere(String namespace, String spec, String why) {
    Outcome<OfferedPath> outcome = of(namespace, "reach", spec);

    assertThat(outcome.taken()).isNull();
    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.verdict().reason()).isEqualTo("AccessDenied");
    assertThat(outcome.verdict().message()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gates: [{job: {job: 'load'}}] | may not run job load",
        "git: ['others']               | may not write git-target others",
      })
  void hasNothingRunOrWrittenThatATenantWasNotGiven(String more, String why) {
    Outcome<OfferedPath> outcome = of("shop", "reach", OWN + ", " + more);

    assertThat(outcome.verdict().reason()).isEqualTo("AccessDenied");
    assertThat(outcome.verdict().message()).contains(why);
    assertThat(of("laytime", "any", "from: 'dev', to: 'eu', " + more).taken()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from: 'dev', to: 'nowhere'                                           | stage is called"
            + " nowhere",
        "from: 'dev', to: 'eu', gates: [{signed: {verifier: 'stranger'}}]     | no verifier"
            + " stranger",
        "from: 'dev', to: 'eu', gates: [{job: {job: 'none'}}]                 | no job none",
        "from: 'dev', to: 'eu', git: ['none']                                 | no git-target none",
      })
  void needsWhatConfigurationHas(String spec, String why) {
    Outcome<OfferedPath> outcome = of("laytime", "odd", spec);

    assertThat(outcome.taken()).isNull();
    assertThat(outcome.verdict().reason()).isEqualTo("NotConfigured");
    assertThat(outcome.verdict().message()).contains(why);
  }

  @Test
  void givesWayToConfigurationAndToOlderPaths() {
    assertThat(of("laytime", "same", "from: 'dev', to: 'prod'").verdict())
        .satisfies(verdict -> {
          assertThat(verdict.reason()).isEqualTo("Shadowed");
          assertThat(verdict.message()).contains("'release' and 'laytime.same' lead the same");
        });
    assertThat(
            of(
                    "laytime",
                    "around",
                    "from: 'dev', to: 'eu', replicas: ['prod'], repositories: ['platform/app']")
                .verdict()
                .reason())
        .isEqualTo("Shadowed");
    assertThat(of("shop", "gone", OWN).verdict().message())
        .isEqualTo("the worker's configuration has or had a path shop.gone");

    assertThat(of("shop", "first", OWN).taken()).isNotNull();
    assertThat(of("shop", "second", OWN).verdict().message())
        .contains("'shop.first' and 'shop.second'");
  }

  @Test
  void promotesNothingByItselfWhileItIsSuspended() {
    Outcome<OfferedPath> outcome =
        of("shop", "release", OWN + ", automatic: 'seen', suspend: true");

    assertThat(outcome.verdict().reason()).isEqualTo("Suspended");
    assertThat(Objects.requireNonNull(outcome.taken()).path().automatic())
        .isEqualTo(Automatic.NONE);
  }

  @Test
  void hasNoMorePathsOfATenantThanATenantMayHave() {
    for (int i = 0; i < PathPlan.MOST_OF_A_TENANT; i++) {
      assertThat(of("shop", "p" + i, OWN.replace("**", "app" + i)).taken()).isNotNull();
    }
    assertThat(of("shop", "more", OWN.replace("**", "more")).verdict().reason())
        .isEqualTo("TooMany");
  }

  @Test
  void staysAsItWasWhereNobodyKnowsWhatItSays() {
    Outcome<OfferedPath> outcome = of("shop", "odd", "from: 'dev', to: 'dev'");

    assertThat(outcome.holds()).isTrue();
    assertThat(outcome.verdict().message()).startsWith("another stage, please");
  }

  private Outcome<OfferedPath> of(String namespace, String name, String spec) {
    return plan.of(
        namespace, name, namespace + "/" + name, "2026-11-01T00:00:00Z", spec("{" + spec + "}"));
  }

  private static PromotionPathSpec spec(String text) {
    String json = text.replaceAll("([{,] *)([a-zA-Z]+):", "$1'$2':").replace('\'', '"');
    try {
      return JsonMapper.builder().build().readValue(json, PromotionPathSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private static PathGround.Read read(String name, PromotionPathSpec spec) {
    if (Objects.equals(spec.from(), spec.to())) {
      throw new IllegalArgumentException("another stage, please");
    }
    List<Gate> gates = spec.gates().stream().map(PathPlanTest::gate).toList();
    return new PathGround.Read(
        new PromotionPath(
            name,
            String.valueOf(spec.from()),
            String.valueOf(spec.to()),
            spec.replicas(),
            spec.repositories(),
            List.of(),
            gates,
            List.of(),
            false,
            3,
            Duration.ofDays(7),
            "seen".equals(spec.automatic()) ? Automatic.SEEN : Automatic.NONE,
            spec.git()),
        null);
  }

  private static Gate gate(GateSpec spec) {
    if (spec.signed() != null) {
      return new Gate.Signed("signed", String.valueOf(spec.signed().verifier()));
    }
    return spec.job() == null
        ? new Gate.Checked("check")
        : new Gate.Worked("job", String.valueOf(spec.job().job()), Duration.ofMinutes(1));
  }

  private static PromotionPath path(
      String name,
      String from,
      String to,
      List<String> repositories,
      Automatic automatic,
      List<Gate> gates,
      List<String> git) {
    return new PromotionPath(
        name,
        from,
        to,
        List.of(),
        repositories,
        List.of(),
        gates,
        List.of(),
        false,
        3,
        Duration.ofDays(7),
        automatic,
        git);
  }
}
