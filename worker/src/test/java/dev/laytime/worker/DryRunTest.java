package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole worker that was told to write nothing. */
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(EmbeddedWorker.ONE)
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
      assertThatThrownBy(() -> worker.copy(target).getResult(CopyResult.class))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
          .returns(FailureType.REFUSED.name(), ApplicationFailure::getType)
          .extracting(ApplicationFailure::getOriginalMessage)
          .isEqualTo("write %s: dry run: nothing is written".formatted(target));
    }
  }
}
