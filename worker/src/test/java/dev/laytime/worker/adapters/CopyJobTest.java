package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.SecretFiles;
import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Passage;
import dev.laytime.activities.registry.client.TlsFiles;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.worker.configuration.JobsProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Job of our own image is asked to do, and what it is given for that. */
class CopyJobTest {

  private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
  private static final Credential READING = new Credential.UsernamePassword("reader", "canary1");
  private static final Credential WRITING = new Credential.UsernamePassword("writer", "canary2");
  private static final JobsProperties JOBS =
      new JobsProperties("r.test/laytime:1", "jobs", List.of("pull"), "10s", "20m", "768Mi");

  private final CopyJob form =
      new CopyJob(
          JOBS,
          Map.of(
              "HTTPS_PROXY", "http://proxy.test:3128",
              "HTTP_PROXY", "http://user:canary@proxy.test:3128",
              "CREDS_SOURCE_PASSWORD", "canary"));

  @Test
  void copiesByDigestAndWritesNoTag() throws IOException {
    JobRequest request =
        form.request(errand(passage("quay.io", READING), passage("r.test", WRITING)));

    assertThat(request.pod().main().arguments())
        .containsExactly(
            "step",
            "copy",
            "--timeout=1200s",
            "--result-file=/dev/termination-log",
            "quay.io/org/app@" + DIGEST,
            "r.test/copies/app@" + DIGEST);
    assertThat(request.namespace()).isEqualTo("jobs");
    assertThat(request.pod().main().image()).isEqualTo("r.test/laytime:1");
    assertThat(request.deadline()).hasMinutes(20);
    assertThat(request.kept()).as("its end must be seen").hasSeconds(30);
    assertThat(request.pod().main().resources().memory()).isEqualTo("768Mi");
    assertThat(request.name())
        .isEqualTo(form.request(errand(passage("quay.io", null), passage("r.test", null))).name());
  }

  /** An older version's runs something else, and would be taken for somebody else's. */
  @Test
  void isAnotherJobWhereAnotherImageRuns() throws IOException {
    Errand errand = errand(passage("quay.io", null), passage("r.test", null));
    CopyJob newer =
        new CopyJob(
            new JobsProperties("r.test/laytime:2", "jobs", List.of("pull"), "10s", "20m", "768Mi"),
            Map.of());

    assertThat(newer.request(errand).name()).isNotEqualTo(form.request(errand).name());
  }

  @Test
  void givesItTheLoginsOfItsTwoRegistriesInFilesAlone() throws IOException {
    JobRequest request =
        form.request(errand(passage("quay.io", READING), passage("r.test", WRITING)));

    assertThat(request.toString()).doesNotContain("canary");
    assertThat(json(request, "config.json"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"auths": {"quay.io": {"auth": "cmVhZGVyOmNhbmFyeTE="},
                     "r.test": {"auth": "d3JpdGVyOmNhbmFyeTI="}}}
                    """));
    assertThat(request.pod().main().environment())
        .containsEntry("DOCKER_CONFIG", "/run/laytime")
        .containsEntry("LAYTIME_CONFIG", "/run/laytime/laytime.yaml")
        .containsEntry("HTTPS_PROXY", "http://proxy.test:3128")
        .hasSize(3);
  }

  /** A registry has one login in such a file. */
  @Test
  void writesAsWhoMayWriteWhereBothAreOneRegistry() throws IOException {
    JobRequest request =
        form.request(errand(passage("r.test", READING), passage("r.test", WRITING)));

    assertThat(json(request, "config.json").at("/auths/r.test/auth").asText())
        .isEqualTo("d3JpdGVyOmNhbmFyeTI=");
    assertThat(json(request, "laytime.yaml").path("registries")).hasSize(1);
  }

  @Test
  void reachesThemAsTheWorkerDoes(@TempDir Path directory) throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "the authority");
    Passage source =
        new Passage(
            "docker.io",
            URI.create("https://hub.test:5000"),
            null,
            true,
            "hub.test:5000",
            new Credential.IdentityToken("canary3", "me"),
            new TlsFiles(ca, null, null),
            Duration.ofMillis(100));
    Passage destination =
        new Passage("r.test", null, true, false, "r.test", null, TlsFiles.NONE, Duration.ZERO);

    JobRequest request = form.request(errand(source, destination));

    assertThat(json(request, "config.json"))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"auths\": {\"hub.test:5000\": {\"identitytoken\": \"canary3\"}}}"));
    assertThat(json(request, "laytime.yaml"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"registries": [
                      {"host": "r.test", "insecure": true, "allow-private": false},
                      {"host": "docker.io", "endpoint": "https://hub.test:5000",
                       "allow-private": true, "requests-per-second": 2.5, "ca": "/run/laytime/source-ca.pem"}]}
                    """));
    assertThat(files(request).contents()).containsEntry("source-ca.pem", "the authority");
  }

  @Test
  void takesWhatAJobSaysOfItself() {
    CopyResult result =
        CopyJob.result(
            DIGEST,
            """
            {"source":"quay.io/org/app","manifestsCopied":3,"referrersCopied":1,"blobsCopied":7,\
            "blobsMounted":2,"blobsPresent":1,"bytesCopied":5000000000,"bytesSaved":12,\
            "requests":{"GET":20,"HEAD":9,"SPY":1}}
            """);

    assertThat(result)
        .isEqualTo(
            new CopyResult(
                DIGEST,
                3,
                1,
                7,
                2,
                1,
                5_000_000_000L,
                new CopyEffort(Map.of("GET", 20, "HEAD", 9), 12, 0, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "killed",
        "[]",
        "{\"bytesCopied\": -1, \"blobsCopied\": \"many\", \"requests\": {\"GET\": -4}}",
      })
  void countsNothingOfWhatItCannotUnderstand(String message) {
    assertThat(CopyJob.result(DIGEST, message))
        .isEqualTo(new CopyResult(DIGEST, 0, 0, 0, 0, 0, 0, CopyEffort.UNKNOWN));
  }

  @Test
  void runsWhereTheWorkerRunsUnlessSomebodySaysOtherwise() throws IOException {
    JobsProperties nowhere =
        new JobsProperties("r.test/laytime:1", null, List.of(), "10s", "20m", "1Gi");

    assertThat(
            new CopyJob(nowhere, Map.of("POD_NAMESPACE", "images"))
                .request(errand(passage("quay.io", null), passage("r.test", null)))
                .namespace())
        .isEqualTo("images");
    assertThatThrownBy(() -> ImageOperatorConfiguration.copyJob(nowhere, Map.of()))
        .hasMessageContaining("jobs.namespace");
  }

  private static SecretFiles files(JobRequest request) {
    return Objects.requireNonNull(request.pod().secret());
  }

  private static JsonNode json(JobRequest request, String file) throws IOException {
    return new ObjectMapper().readTree(Objects.requireNonNull(files(request).contents().get(file)));
  }

  static Passage passage(String host, @Nullable Credential credential) {
    return new Passage(host, null, null, false, host, credential, TlsFiles.NONE, Duration.ZERO);
  }

  @Test
  void takesNoEarlierCopyForThisOne() throws IOException {
    assertThat(List.of(name(true, "first"), name(false, "first"), name(true, "2026-11-29")))
        .doesNotHaveDuplicates();
    assertThat(name(true, "first")).isEqualTo(name(true, "first"));
  }

  private String name(boolean referrers, String occasion) throws IOException {
    return form.request(
            errand(passage("quay.io", null), passage("r.test", null), referrers, occasion))
        .name();
  }

  static Errand errand(Passage reading, Passage writing) {
    return errand(reading, writing, true, "first");
  }

  private static Errand errand(
      Passage reading, Passage writing, boolean referrers, String occasion) {
    return new Errand(
        "image-operator/shop/app",
        new Repository(reading.host(), "org/app"),
        DIGEST,
        new Repository(writing.host(), "copies/app"),
        referrers,
        occasion,
        reading,
        writing);
  }
}
