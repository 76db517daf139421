package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds of which one platform fails, whichever it is. */
@Timeout(60)
class ManyPlatformsTest {

  private static final String WRONG =
      """
      {'phase': 'Failed', 'initContainerStatuses': [{'name': 'build', 'state': {'terminated':
        {'exitCode': 1, 'message': 'error building image: parsing dockerfile: no'}}}]}
      """;
  private static final String EVICTED = "{'phase': 'Failed', 'reason': 'Evicted'}";
  private static final String DONE =
      """
      {'phase': 'Succeeded', 'containerStatuses': [{'name': 'push', 'state':
        {'terminated': {'exitCode': 0, 'message': '{\\"digest\\":\\"%s\\"}'}}}]}
      """
          .formatted(Samples.digest('1'));

  @TempDir Path directory;
  private final InstantCluster cluster = new InstantCluster();
  private SourceBench bench;
  private BuildRequest request;

  @BeforeEach
  void open() throws IOException {
    bench = new SourceBench(directory);
    bench.source().file("build/Dockerfile", "FROM scratch").file("app/main.c", "int main;");
    request =
        Samples.request(
            Samples.recipe(BuildStrategy.KANIKO, "app", Samples.AMD, Samples.ARM), bench.commit());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void failAtOnceWhicheverPlatformDoes() throws IOException {
    cluster.goesOn = name(Samples.AMD);
    cluster.ends.put(name(Samples.AMD), "{'phase': 'Running'}");
    cluster.ends.put(name(Samples.ARM), WRONG);

    assertFails(BuildFailureKind.USER_ERROR);

    assertThat(cluster.writes).containsOnlyOnce("delete " + name(Samples.AMD));
    assertThat(cluster.writes).doesNotContain("delete " + name(Samples.ARM));
  }

  @Test
  void keepWhatIsDoneWhereTheRestIsTriedAgain() throws IOException {
    cluster.ends.put(name(Samples.AMD), EVICTED);
    cluster.ends.put(name(Samples.ARM), DONE);

    assertFails(BuildFailureKind.INFRASTRUCTURE);

    assertThat(cluster.writes).noneMatch(write -> write.startsWith("delete"));
  }

  private void assertFails(BuildFailureKind kind) throws IOException {
    JobBuilder builder =
        new JobBuilder(
            _ -> bench.repository(),
            new FullWorkshop(),
            new Jobs(() -> cluster, new ShortTicks(), JobOwner.ALONE),
            Samples.SETTINGS,
            SourceLimits.USUAL,
            directory.resolve("work"));

    assertThatThrownBy(() -> builder.build(request, () -> {}))
        .cause()
        .isInstanceOfSatisfying(
            BuildException.class, known -> assertThat(known.failure().kind()).isEqualTo(kind));
  }

  private String name(Platform platform) {
    return BuildJob.id(request, platform).objectName();
  }

  /** Time in which an interrupt is heard. */
  private static final class ShortTicks implements JobTicks {

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
      Thread.sleep(1);
    }
  }

  /** Has all that is asked for. */
  private static final class FullWorkshop implements Workshop {

    @Override
    public Digest resolve(Reference image) {
      return Samples.digest('8');
    }

    @Override
    public boolean has(Repository repository, Digest digest) {
      return true;
    }

    @Override
    public Digest put(Path file, Repository to) throws IOException {
      return Digests.ofFile(file);
    }

    @Override
    public Digest join(List<Part> parts, Repository in) {
      return Samples.digest('9');
    }

    @Override
    public Map<String, String> way(Repository to, String directory) {
      return Map.of("laytime.yaml", "{}");
    }

    @Override
    public Map<String, String> authorities() {
      return Map.of();
    }
  }
}
