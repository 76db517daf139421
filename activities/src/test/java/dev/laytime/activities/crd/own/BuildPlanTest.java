package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildBounds;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Platform;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What build rules of objects may say. */
class BuildPlanTest {

  private static final BuildRuleSpec SPEC =
      new BuildRuleSpec(null, null, List.of(), null, null, null, null, null);
  private static final Tenancy TENANCY =
      new Tenancy(
          "laytime",
          List.of(),
          List.of(
              new Tenancy.Tenant(
                  "shop",
                  List.of(RepositoryPrefix.parse("reg.example.com/shop")),
                  List.of(),
                  new Tenancy.Given(List.of(), List.of("prod"), List.of(), List.of()),
                  new Tenancy.Builds(
                      List.of("https://git.example.com/shop/**"),
                      List.of("docker.io/library/*", "quay.io/base"),
                      List.of("jib", "buildkit"),
                      5,
                      "shop-bases",
                      new BuildBounds(
                          new BuildResources("1", "2Gi", "10Gi"), Duration.ofHours(1), 2)))));
  private static final Map<String, RepositoryPrefix> STAGES =
      Map.of("prod", RepositoryPrefix.parse("reg.example.com"));

  private @Nullable String login;
  private String url = "https://git.example.com/shop/app.git";
  private List<String> repositories = List.of("reg.example.com/shop/**");
  private BuildStrategy strategy = BuildStrategy.JIB;
  private boolean jobs = true;
  private List<String> bases = List.of("docker.io/library/alpine", "quay.io/base");
  private BuildLimits orders = new BuildLimits(List.of("shop"), List.of("cluster"), 5);
  private BuildResources resources = BuildResources.USUAL;
  private Duration timeout = Duration.ofMinutes(30);
  private List<Platform> platforms = List.of(Platform.parse("linux/amd64"));
  private AfterBuild after = new AfterBuild(List.of(), "prod");

  @Test
  void takesWhatATenantWasGiven() {
    assertThat(stands("shop")).isEqualTo("InForce");
  }

  @Test
  void refusesWhoeverIsNoTenant() {
    assertThat(stands("stranger")).isEqualTo(Tenancy.DENIED);
  }

  @Test
  void buildsNoImagesOfOthersForATenant() {
    for (String other :
        new String[] {
          "reg.example.com/**",
          "reg.example.com/shop*",
          "reg.example.com/till/app",
          "other.example.com/shop/app",
          "reg.example.com/s*/app"
        }) {
      repositories = List.of("reg.example.com/shop/app", other);
      assertThat(stands("shop")).as(other).isEqualTo(Tenancy.DENIED);
    }
    repositories = List.of("reg.example.com/till/app");
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void fetchesNothingElseForATenant() {
    url = "https://git.example.com/till/app.git";
    assertThat(stands("shop")).isEqualTo(Tenancy.DENIED);
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void fetchesOverHttpsAloneAndByNobodysLogin() {
    for (String each :
        new String[] {
          "file:///srv/git/app.git",
          "http://localhost/shop/app.git",
          "ssh://git@git.example.com/shop/app.git",
          "https://localhost:8443/shop/app.git",
          "https://127.0.0.1/shop/app.git"
        }) {
      url = each;
      assertThat(stands("laytime")).as(each).isEqualTo(Tenancy.DENIED);
    }
    url = "http://git.example.com/shop/app.git";
    assertThat(stands("laytime")).isEqualTo("InvalidSpec");
    url = "https://git.example.com/shop/app.git";
    login = "app";
    assertThat(stands("laytime")).isEqualTo(Tenancy.DENIED);
  }

  @Test
  void buildsByNothingElseForATenant() {
    strategy = BuildStrategy.KANIKO;
    bases = List.of();
    assertThat(stands("shop")).isEqualTo(Tenancy.DENIED);
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void pullsBasesForATenantByTheLoginThatItWasGiven() {
    bases = List.of();
    strategy = BuildStrategy.BUILDKIT;
    assertThat(pullSecret("shop")).isEqualTo("shop-bases");
    assertThat(pullSecret("laytime")).isNull();

    strategy = BuildStrategy.JIB;
    assertThat(pullSecret("shop")).isNull();
  }

  private @Nullable String pullSecret(String namespace) {
    OfferedRule offered =
        Objects.requireNonNull(
            plan(Set.of()).of(namespace, "app", namespace + "/app", SPEC).taken());
    return offered.rule().recipe().pullSecret();
  }

  @Test
  void buildsOnNothingOfAStageByAWildcard() {
    bases = List.of("reg.example.com/base/*");
    assertThat(stands("laytime")).isEqualTo(Tenancy.DENIED);

    bases = List.of("reg.example.com/base/java");
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void buildsOnNoOtherBasesForATenant() {
    for (String base : new String[] {"docker.io/library/**", "quay.io/other", "quay.io/*"}) {
      bases = List.of(base);
      assertThat(stands("shop")).as(base).isEqualTo(Tenancy.DENIED);
    }
    bases = List.of("**");
    assertThat(stands("shop")).isEqualTo("InvalidSpec");
  }

  @Test
  void usesNoMoreForATenantThanItWasGiven() {
    for (BuildResources allowed :
        List.of(
            new BuildResources("1000m", "2048Mi", "10Gi"),
            new BuildResources("0.5", "2G", "1Ki"))) {
      resources = allowed;
      assertThat(stands("shop")).as(allowed.toString()).isEqualTo("InForce");
    }
    for (BuildResources more :
        List.of(
            new BuildResources("64", "2Gi", "10Gi"),
            new BuildResources("1001m", "2Gi", "10Gi"),
            new BuildResources("500m", "1Ti", "10Gi"),
            new BuildResources("500m", "2Gi", "11Gi"),
            new BuildResources("500m", "2E3Gi", "10Gi"),
            new BuildResources("-1", "2Gi", "10Gi"))) {
      resources = more;
      assertThat(stands("shop")).as(more.toString()).isEqualTo(Tenancy.DENIED);
      assertThat(stands("laytime")).isEqualTo("InForce");
    }
  }

  @Test
  void takesNoMoreTimeAndPlatformsForATenantThanItWasGiven() {
    timeout = Duration.ofHours(1).plusSeconds(1);
    assertThat(stands("shop")).isEqualTo(Tenancy.DENIED);
    timeout = Duration.ofHours(1);
    platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    assertThat(stands("shop")).isEqualTo("InForce");
    platforms =
        List.of(
            Platform.parse("linux/amd64"),
            Platform.parse("linux/arm64"),
            Platform.parse("linux/s390x"));
    assertThat(stands("shop")).isEqualTo(Tenancy.DENIED);
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void letsOnlyATenantItselfOrder() {
    for (BuildLimits other :
        List.of(
            new BuildLimits(List.of("*"), List.of("cluster"), 5),
            new BuildLimits(List.of("shop", "till"), List.of("cluster"), 5),
            new BuildLimits(List.of("shop"), List.of("elsewhere"), 5),
            new BuildLimits(List.of("shop"), List.of("cluster"), 6))) {
      orders = other;
      assertThat(stands("shop")).as(other.toString()).isEqualTo(Tenancy.DENIED);
      assertThat(stands("laytime")).isEqualTo("InForce");
    }
  }

  @Test
  void promotesIntoNoOtherStageForATenant() {
    after = new AfterBuild(List.of(), "other");
    assertThat(stands("shop")).isEqualTo(Tenancy.DENIED);
    assertThat(stands("laytime")).isEqualTo("NotConfigured");
  }

  @Test
  void sayWhichStageIsMissing() {
    repositories = List.of("other.example.com/app");
    assertThat(stands("laytime")).isEqualTo("NotConfigured");
  }

  @Test
  void standBehindConfiguration() {
    BuildPlan plan = plan(Set.of("laytime.app"));

    assertThat(plan.of("laytime", "app", "laytime/app", SPEC).verdict().reason())
        .isEqualTo("Shadowed");
  }

  @Test
  void waitForBuildersWhereTheyBuildInJobs() {
    bases = List.of();
    strategy = BuildStrategy.KANIKO;
    assertThat(stands("laytime")).isEqualTo("InForce");

    jobs = false;

    assertThat(stands("laytime")).isEqualTo("NotConfigured");
    strategy = BuildStrategy.JIB;
    assertThat(stands("laytime")).isEqualTo("InForce");
  }

  @Test
  void countUpToALimitOfATenant() {
    BuildPlan plan = plan(Set.of());
    for (int i = 0; i < BuildPlan.MOST_OF_A_TENANT; i++) {
      assertThat(plan.of("shop", "a" + i, "shop/a" + i, SPEC).taken()).isNotNull();
    }

    assertThat(plan.of("shop", "one", "shop/one", SPEC).verdict().reason()).isEqualTo("TooMany");
    assertThat(plan.of("laytime", "one", "laytime/one", SPEC).taken()).isNotNull();
  }

  @Test
  void keepWhatTheySaidWhereTheyAreNotUnderstood() {
    orders = new BuildLimits(List.of("shop"), List.of("cluster"), 5);
    BuildPlan plan =
        new BuildPlan(
            TENANCY,
            new BuildGround(
                Set.of(),
                "cluster",
                true,
                (_, _) -> {
                  throw new IllegalArgumentException("no");
                }),
            STAGES);

    assertThat(plan.of("shop", "app", "shop/app", SPEC).holds()).isTrue();
  }

  private String stands(String namespace) {
    return plan(Set.of()).of(namespace, "app", namespace + "/app", SPEC).verdict().reason();
  }

  private BuildPlan plan(Set<String> configured) {
    return new BuildPlan(
        TENANCY, new BuildGround(configured, "cluster", jobs, (name, _) -> rule(name)), STAGES);
  }

  private BuildRule rule(String name) {
    return new BuildRule(
        name,
        new BuildImages(repositories, List.of()),
        new GitRepository(url, login),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of()),
        new BuildRecipe(
            strategy, "", "file", null, Map.of(), platforms, resources, List.of(), null, bases,
            timeout),
        orders,
        false,
        after);
  }
}
