package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobNodes;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.JobToleration;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activities.job.PodSecurity.Confinement;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildCache;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds as Jobs. */
class BuildJobTest {

  private static final String LAYER = "f".repeat(64);
  private static final List<JobToleration> TAINTED =
      List.of(new JobToleration("arch", "Equal", "arm64", "NoSchedule"));

  @ParameterizedTest
  @EnumSource(
      value = BuildStrategy.class,
      names = {"KANIKO", "BUILDKIT"})
  void givesLoginsToOurOwnStepsAlone(BuildStrategy strategy) {
    JobRequest job = job(strategy, Samples.SETTINGS);

    assertThat(job.pod().steps().map(JobStep::name)).containsExactly("source", "build", "push");
    assertThat(logins(job, "source")).containsExactly("push-app");
    assertThat(logins(job, "push")).containsExactly("push-app");
    assertThat(logins(job, "build")).as("what its rule gives it").containsExactly("npm");
    assertThat(step(job, "build").environment()).doesNotContainKey("DOCKER_CONFIG");
    assertThat(step(job, "build").mounts().stream().filter(JobMount.OwnFiles.class::isInstance))
        .allMatch(files -> ((JobMount.OwnFiles) files).names().equals(List.of("buildkitd.toml")));
    assertThat(step(job, "push").security()).isEqualTo(PodSecurity.restricted(10001));
    assertThat(step(job, "source").security())
        .as("who reads what it writes")
        .isEqualTo(PodSecurity.restricted(strategy == BuildStrategy.KANIKO ? 10001 : 1000));
  }

  @ParameterizedTest
  @EnumSource(
      value = BuildStrategy.class,
      names = {"KANIKO", "BUILDKIT"})
  void letsTheBuilderReadItsSourceAndWriteOneArchive(BuildStrategy strategy) {
    JobRequest job = job(strategy, Samples.SETTINGS);

    assertThat(step(job, "build").mounts())
        .contains(
            new JobMount.Scratch("source", "/source", true),
            new JobMount.Scratch("out", "/out", false));
    assertThat(step(job, "push").mounts()).contains(new JobMount.Scratch("out", "/out", true));
    assertThat(step(job, "source").arguments())
        .startsWith("step", "copy", "--no-referrers", "--timeout=1800s", "--try-for=300s")
        .endsWith("r.test/dev/laytime-build/app@sha256:" + "a".repeat(64), "oci:/source:latest");
    assertThat(step(job, "push").arguments())
        .startsWith("step", "copy", "--no-referrers", "--timeout=1800s", "--try-for=300s")
        .contains("--result-file=/dev/termination-log")
        .endsWith(
            "r.test/dev/laytime-build/app:" + BuildJob.id(request(strategy), Samples.AMD).tag());
  }

  @Test
  void letsNoStepWaitForACpuThatItsPodIsSureOf() {
    assertThat(job(BuildStrategy.KANIKO, Samples.SETTINGS).pod().steps())
        .extracting(step -> step.resources().cpu())
        .containsOnly("500m");
  }

  /** Where no node is of another architecture, it may still know how to run its programs. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "linux/amd64, amd64",
        "linux/arm64, arm64",
        "linux/s390x, none",
      })
  void wouldRatherRunWhereTheProgramsOfItsPlatformDo(
      String platform, @Nullable String architecture) {
    for (BuildStrategy strategy : List.of(BuildStrategy.KANIKO, BuildStrategy.BUILDKIT)) {
      assertThat(job(request(strategy), Platform.parse(platform), Samples.SETTINGS).pod().nodes())
          .isEqualTo(new JobNodes(architecture, false, List.of()));
    }
  }

  /** As image-operator had it: an object's Job is not run elsewhere. */
  @Test
  void waitsForANodeOfItsPlatformWhereAnObjectHoldsItsText() {
    BuildRequest text = Samples.textRequest(Samples.ARM);

    assertThat(job(text, Samples.ARM, Samples.SETTINGS).pod().nodes())
        .isEqualTo(new JobNodes("arm64", true, List.of()));
    assertThat(job(text, Samples.ARM, on(BuilderNodes.Choice.PREFER)).pod().nodes().isBound())
        .isFalse();
    assertThat(
            job(request(BuildStrategy.KANIKO), Samples.ARM, on(BuilderNodes.Choice.REQUIRE))
                .pod()
                .nodes())
        .isEqualTo(new JobNodes("arm64", true, TAINTED));
  }

  private static BuilderSettings on(BuilderNodes.Choice choice) {
    return Samples.SETTINGS.on(new BuilderNodes(choice, TAINTED));
  }

  @Test
  void tellsKanikoWhatToBuildAndNothingToPush() {
    JobStep build = step(job(BuildStrategy.KANIKO, Samples.SETTINGS), "build");

    assertThat(build.image()).isEqualTo("r.test/kaniko@" + Samples.PIN);
    assertThat(build.arguments())
        .containsExactly(
            "--context=tar:///source/blobs/sha256/" + LAYER,
            "--context-sub-path=context",
            "--dockerfile=../file/Dockerfile",
            "--no-push",
            "--tar-path=/out/image.tar",
            "--custom-platform=linux/amd64",
            "--log-format=text",
            "--credential-helpers=",
            "--image-download-retry=2",
            "--target=run",
            "--build-arg=REVISION=" + "c".repeat(40),
            "--build-arg=VERSION=1.2",
            "--label=org.opencontainers.image.revision=" + "c".repeat(40),
            "--label=org.opencontainers.image.source=https://git.test/app.git",
            "--label=org.opencontainers.image.version=1.2",
            "--cache=true",
            "--cache-repo=" + cache(BuildStrategy.KANIKO),
            "--skip-push-permission-check",
            "--insecure-registry=plain.test:5000");
    assertThat(build.security().user()).isZero();
    assertThat(build.security().confinement()).isEqualTo(Confinement.USUAL);
    assertThat(build.security().capabilities()).doesNotContain("SYS_ADMIN", "NET_RAW");
    assertThat(build.resources().memory()).isEqualTo("2Gi");
  }

  @Test
  void hasBuildKitBuildAllPlatformsAtOnce() {
    JobRequest job = job(BuildStrategy.BUILDKIT, Samples.SETTINGS);
    JobStep build = step(job, "build");

    assertThat(build.command().getFirst()).isEqualTo("sh");
    assertThat(build.arguments())
        .startsWith("/source/blobs/sha256/" + LAYER)
        .contains(
            "--opt=platform=linux/amd64,linux/arm64",
            "--opt=target=run",
            "--opt=build-arg:VERSION=1.2",
            "--output=type=oci,dest=/out/image.tar",
            "--import-cache=type=registry,ref=%s:buildcache"
                .formatted(cache(BuildStrategy.BUILDKIT)));
    assertThat(build.security().user()).isEqualTo(1000);
    assertThat(build.security().confinement()).isEqualTo(Confinement.NAMESPACES);
    assertThat(build.environment().get("BUILDKITD_FLAGS"))
        .contains("--oci-worker-no-process-sandbox");
    assertThat(Objects.requireNonNull(job.pod().secret()).contents().get("buildkitd.toml"))
        .isEqualTo("[registry.\"plain.test:5000\"]\n  http = true\n");
  }

  @Test
  void givesBuildKitTheNodeOnlyWhereSomebodySaysSo() {
    BuilderSettings rooted =
        new BuilderSettings(
            "ns",
            Samples.SETTINGS.image(),
            Samples.SETTINGS.kaniko(),
            Samples.SETTINGS.buildkit(),
            false,
            "push",
            List.of(),
            List.of(),
            "1Gi",
            Duration.ofHours(1));

    JobStep build = step(job(BuildStrategy.BUILDKIT, rooted), "build");

    assertThat(build.security().confinement()).isEqualTo(Confinement.NONE);
    assertThat(build.environment().get("BUILDKITD_FLAGS")).doesNotContain("no-process-sandbox");
  }

  @ParameterizedTest
  @EnumSource(
      value = BuildStrategy.class,
      names = {"KANIKO", "BUILDKIT"})
  void tellsEachStepTheWayThroughAProxy(BuildStrategy strategy) {
    BuilderSettings proxied =
        new BuilderSettings(
            "ns",
            Samples.SETTINGS.image(),
            Samples.SETTINGS.kaniko(),
            Samples.SETTINGS.buildkit(),
            true,
            "push",
            List.of(),
            List.of(),
            "1Gi",
            Duration.ofHours(1),
            Map.of("HTTPS_PROXY", "http://proxy.test:3128", "DOCKER_CONFIG", "/elsewhere"),
            BuilderNodes.USUAL);

    JobRequest job = job(strategy, proxied);

    assertThat(job.pod().steps())
        .allSatisfy(step ->
            assertThat(step.environment()).containsEntry("HTTPS_PROXY", "http://proxy.test:3128"));
    assertThat(step(job, "push").environment().get("DOCKER_CONFIG"))
        .isEqualTo("/run/laytime/login");
  }

  @Test
  void isCalledTheSameForTheSameBuildAlone() {
    BuildRequest kaniko = request(BuildStrategy.KANIKO);
    BuildRequest other = Samples.request(kaniko.rule().recipe(), new GitCommit("d".repeat(40)));

    assertThat(job(BuildStrategy.KANIKO, Samples.SETTINGS).name())
        .isEqualTo(BuildJob.id(kaniko, Samples.AMD).objectName())
        .matches("laytime-build-[0-9a-f]{32}");
    assertThat(
            Stream.of(
                BuildJob.id(kaniko, Samples.AMD),
                BuildJob.id(kaniko, Samples.ARM),
                BuildJob.id(other, Samples.AMD),
                BuildJob.id(request(BuildStrategy.BUILDKIT), Samples.AMD)))
        .doesNotHaveDuplicates();
    assertThat(BuildJob.platforms(kaniko.rule().recipe()))
        .containsExactly(Samples.AMD, Samples.ARM);
    assertThat(BuildJob.platforms(request(BuildStrategy.BUILDKIT).rule().recipe())).hasSize(1);
  }

  @Test
  void endsWithItsRulesTimeAndSaysWhatItBuilds() {
    JobRequest job = job(BuildStrategy.KANIKO, Samples.SETTINGS);

    assertThat(job.deadline()).hasMinutes(30);
    assertThat(job.kept()).hasHours(1);
    assertThat(job.annotations())
        .containsEntry("laytime.dev/commit", "c".repeat(40))
        .containsEntry("laytime.dev/image", "r.test/dev/app:1.2");
  }

  @Test
  void takesNoNameOfASecretThatIsNone() {
    assertThatThrownBy(() ->
            new BuilderSettings(
                "ns",
                Samples.SETTINGS.image(),
                Samples.SETTINGS.kaniko(),
                Samples.SETTINGS.buildkit(),
                true,
                "push {tag}",
                List.of(),
                List.of(),
                "1Gi",
                Duration.ofHours(1)))
        .hasMessageContaining("push-secret 'push {tag}'");
  }

  @ParameterizedTest
  @EnumSource(
      value = BuildStrategy.class,
      names = {"KANIKO", "BUILDKIT"})
  void givesTheLoginOfBasesToTheBuilderAlone(BuildStrategy strategy) {
    BuildRecipe recipe = Samples.withoutCache(strategy, "npm").pulling("bases");
    JobRequest job = job(Samples.request(recipe, Samples.COMMIT), Samples.SETTINGS);

    assertThat(logins(job, "source")).containsExactly("push-app");
    assertThat(logins(job, "push")).containsExactly("push-app");
    assertThat(logins(job, "build")).containsExactly("npm", "bases");
    assertThat(step(job, "build").mounts())
        .contains(
            new JobMount.Secret(
                "bases", "/run/laytime/bases", Map.of(".dockerconfigjson", "config.json")));
    assertThat(step(job, "build").environment())
        .containsEntry("DOCKER_CONFIG", "/run/laytime/bases");
  }

  @Test
  void givesNoBuilderALoginOfAnyWorkshop() {
    BuildRecipe bases = Samples.withoutCache(BuildStrategy.KANIKO);

    for (String secret : List.of("push-app", "push-other.rule")) {
      assertThat(objection(bases.pulling(secret))).contains("secrets: " + secret);
      assertThat(objection(Samples.withoutCache(BuildStrategy.KANIKO, "npm", secret)))
          .contains(secret);
    }
    for (String secret : List.of("push", "pushed-app", "bases")) {
      assertThat(objection(bases.pulling(secret))).isEmpty();
    }
  }

  private static String objection(BuildRecipe recipe) {
    return Samples.SETTINGS.objection(Samples.request(recipe, Samples.COMMIT).rule());
  }

  private static Repository cache(BuildStrategy strategy) {
    BuildRequest request = request(strategy);
    return BuildCache.of(request.rule(), request.source()).orElseThrow();
  }

  private static List<String> logins(JobRequest job, String step) {
    return step(job, step).mounts().stream()
        .flatMap(mount ->
            mount instanceof JobMount.Secret(var name, _, _) ? Stream.of(name) : Stream.empty())
        .toList();
  }

  private static JobStep step(JobRequest job, String name) {
    return job.pod().steps().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  private static BuildRequest request(BuildStrategy strategy) {
    return Samples.request(
        Samples.recipe(strategy, "app", Samples.AMD, Samples.ARM), Samples.COMMIT);
  }

  private static JobRequest job(BuildStrategy strategy, BuilderSettings settings) {
    return job(request(strategy), settings);
  }

  private static JobRequest job(BuildRequest request, BuilderSettings settings) {
    return job(request, Samples.AMD, settings);
  }

  private static JobRequest job(BuildRequest request, Platform platform, BuilderSettings settings) {
    BuildStrategy strategy = request.rule().recipe().strategy();
    Source source = new Source(Samples.WORKSHOP.pinned(Samples.digest('a')), Samples.digest('f'));
    String builder =
        (strategy == BuildStrategy.KANIKO ? settings.kaniko() : settings.buildkit()).text();
    return new BuildJob(
            request,
            platform,
            source,
            settings,
            builder,
            settings.image().text(),
            Map.of("laytime.yaml", "{}"),
            Authorities.NONE)
        .asRequest();
  }
}
