package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.Jobs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Reference;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seen of a builder while it works. */
class JobLogsTest {

  private static final BuildId ID =
      BuildId.of(Reference.parse("r.test/app:1"), Samples.COMMIT, BuildStrategy.KANIKO);

  private final InstantCluster cluster = new InstantCluster();

  @Test
  void areTheBuildersOwnWords() {
    made(ID);
    cluster.log = "unpacking\nRUN make\n";

    assertThat(logs().tail(ID, List.of(Samples.AMD))).containsExactly("unpacking", "RUN make");
    assertThat(cluster.asked).endsWith("/pods/pod/log?tailLines=500&container=build 200000");
  }

  @Test
  void areOfEachPlatform() {
    made(ID.on(Samples.ARM));
    cluster.log = "RUN make";

    assertThat(logs().tail(ID, List.of(Samples.AMD, Samples.ARM)))
        .containsExactly("--- linux/arm64", "RUN make");
  }

  @Test
  void areNoneWhereThereIsNoSuchJob() {
    cluster.log = "somebody else's";

    assertThat(logs().tail(ID, List.of(Samples.AMD))).isEmpty();
  }

  @Test
  void areUnknownWhereTheClusterDoesNotAnswer() {
    JobApi.Way nowhere =
        () -> {
          throw new IOException("no answer");
        };

    assertThatThrownBy(() ->
            new JobLogs(
                    new Jobs(nowhere, InstantCluster.TICKS, JobOwner.ALONE),
                    "ns",
                    BuildStrategy.KANIKO)
                .tail(ID, List.of(Samples.AMD)))
        .isInstanceOf(UnreadableException.class);
  }

  private JobLogs logs() {
    return new JobLogs(
        new Jobs(() -> cluster, InstantCluster.TICKS, JobOwner.ALONE), "ns", BuildStrategy.KANIKO);
  }

  private void made(BuildId id) {
    cluster.ends.put(id.objectName(), "{'phase': 'Running'}");
    cluster.put(id.objectName());
  }
}
