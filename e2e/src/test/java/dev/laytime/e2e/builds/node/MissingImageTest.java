package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.workflow.WorkflowIds;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pods that wait for an image that nobody built, and a worker that is killed while a Job builds it.
 */
@ExtendWith(OneYard.class)
@Order(1)
final class MissingImageTest {

  private static Works works;

  @BeforeAll
  static void start(Works shared) {
    works = shared;
  }

  @Test
  void isBuiltOnceForTenPodsThoughTheWorkerIsKilledMeanwhileAndTheyStart() {
    BuildStatus end =
        works
            .temporal()
            .client()
            .newUntypedWorkflowStub(
                WorkflowIds.build(
                    Reference.parse(works.image(Works.MISSING)).repository(), new Tag("2.0")))
            .getResult(BuildStatus.class);

    assertThat(end.state()).as(end.cause()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(1);
    assertThat(works.jobs(Works.MISSING))
        .singleElement()
        .satisfies(job ->
            assertThat(job.getMetadata().getUid())
                .isEqualTo(works.orphan().getMetadata().getUid()));
    Await.until("each Pod runs it", Works.LONG, () -> running() == Works.PODS);
  }

  private static long running() {
    return works.yard().cluster().client().pods().inNamespace("shop").list().getItems().stream()
        .filter(MissingImageTest::isReady)
        .count();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(container -> Boolean.TRUE.equals(container.getReady()));
  }
}
