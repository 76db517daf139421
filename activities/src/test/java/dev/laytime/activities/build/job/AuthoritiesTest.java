package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.SecretFiles;
import dev.laytime.build.BuildStrategy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How builders trust registries that nobody else vouches for. */
class AuthoritiesTest {

  private static final Authorities OWN =
      new Authorities(
          Map.of("harbor.corp", "ours", "cache.corp:5000", "ours", "plain.test:5000", "another's"));

  private static final String OURS = "ca-%s.pem".formatted(JobRequest.hash("ours"));
  private static final String OTHER = "ca-%s.pem".formatted(JobRequest.hash("another's"));

  @Test
  void areFilesOfTheJobsOwnForItsBuilder() {
    for (BuildStrategy strategy : List.of(BuildStrategy.KANIKO, BuildStrategy.BUILDKIT)) {
      JobRequest job = job(strategy, OWN);

      assertThat(secret(job).contents()).containsEntry(OURS, "ours").containsKey(OTHER);
      assertThat(build(job).mounts())
          .filteredOn(JobMount.OwnFiles.class::isInstance)
          .last()
          .satisfies(mount ->
              assertThat(((JobMount.OwnFiles) mount).names())
                  .as("what two registries have in common is there once")
                  .containsExactlyInAnyOrder(OURS, OTHER));
    }
  }

  @Test
  void areToldKanikoByRegistry() {
    assertThat(build(job(BuildStrategy.KANIKO, OWN)).arguments())
        .contains(
            "--registry-certificate=cache.corp:5000=/run/laytime/registries/" + OURS,
            "--registry-certificate=harbor.corp=/run/laytime/registries/" + OURS);
    assertThat(new Authorities(Map.of("docker.io", "ours")).arguments())
        .containsExactly("--registry-certificate=index.docker.io=/run/laytime/registries/" + OURS);
  }

  @Test
  void areToldBuildKitInOneTableForEachRegistry() {
    assertThat(secret(job(BuildStrategy.BUILDKIT, OWN)).contents().get("buildkitd.toml"))
        .isEqualTo(
            """
            [registry."cache.corp:5000"]
              ca = ["/run/laytime/registries/%s"]
            [registry."harbor.corp"]
              ca = ["/run/laytime/registries/%s"]
            [registry."plain.test:5000"]
              http = true
              ca = ["/run/laytime/registries/%s"]
            """
                .formatted(OURS, OURS, OTHER));
  }

  @Test
  void areNothingWhereEverybodyIsTrusted() {
    JobRequest job = job(BuildStrategy.KANIKO, Authorities.NONE);

    assertThat(secret(job).contents()).containsOnlyKeys("laytime.yaml");
    assertThat(build(job).mounts()).noneMatch(JobMount.OwnFiles.class::isInstance);
  }

  private static SecretFiles secret(JobRequest job) {
    return Objects.requireNonNull(job.pod().secret());
  }

  private static JobStep build(JobRequest job) {
    return job.pod().steps().filter(step -> step.name().equals("build")).findFirst().orElseThrow();
  }

  private static JobRequest job(BuildStrategy strategy, Authorities authorities) {
    return new BuildJob(
            Samples.request(Samples.withoutCache(strategy), Samples.COMMIT),
            Samples.AMD,
            new Source(Samples.WORKSHOP.pinned(Samples.digest('a')), Samples.digest('f')),
            Samples.SETTINGS,
            "r.test/builder@" + Samples.PIN,
            Samples.SETTINGS.image().text(),
            Map.of("laytime.yaml", "{}"),
            authorities)
        .asRequest();
  }
}
