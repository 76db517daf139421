package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole worker that was told to write nothing. */
@ExtendWith(OutputCaptureExtension.class)
class DryRunTest {

  @TempDir Path directory;

  @Test
  void saysThatNothingIsWrittenAndWritesNothing(CapturedOutput output) throws Exception {
    try (EmbeddedWorker worker =
        new EmbeddedWorker(
            directory, "--laytime.dry-run=true", "--logging.level.dev.laytime.worker=warn")) {
      assertThat(output.getAll().lines().filter(line -> line.contains("dry run")))
          .singleElement()
          .asString()
          .contains("WARN", "dry run: this worker writes nothing to any registry");
      JsonNode said = JsonMapper.shared().readTree(worker.get("/api/v1/info").body());
      assertThat(said.get("dryRun").booleanValue()).isTrue();

      ImageLocation target = ImageLocation.parse(said.get("registry").stringValue() + "/app:1");
      assertThatThrownBy(() -> copy(worker, target).getResult(CopyResult.class))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
          .returns(FailureType.REFUSED.name(), ApplicationFailure::getType)
          .extracting(ApplicationFailure::getOriginalMessage)
          .isEqualTo("write %s: dry run: nothing is written".formatted(target));
    }
  }

  private static WorkflowStub copy(EmbeddedWorker worker, ImageLocation target) {
    ImageCopy.Order order =
        new ImageCopy.Order(
            "request-1",
            ImageLocation.parse("127.0.0.1:1/app:1"),
            new Digest("sha256:" + "ab".repeat(32)),
            target,
            List.of(),
            true,
            Duration.ofSeconds(20));
    WorkflowStub copy =
        worker
            .bean(WorkflowClient.class)
            .newUntypedWorkflowStub(
                "ImageCopy",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.LAYTIME)
                    .setWorkflowId(WorkflowIds.copy(target))
                    .build());
    copy.start(order);
    return copy;
  }
}
