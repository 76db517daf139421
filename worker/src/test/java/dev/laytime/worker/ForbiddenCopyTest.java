package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.Wishes;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A whole worker, asked through Temporal alone to copy into a stage what is forbidden there. */
@ResourceLock(EmbeddedWorker.ONE)
class ForbiddenCopyTest {

  private static final String STAGE = "127.0.0.1:1/prod";
  private static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir Path directory;

  @Test
  void refusesACopyIntoAStageOfWhatIsForbiddenThere() throws Exception {
    try (EmbeddedWorker worker =
        new EmbeddedWorker(
            directory, "--laytime.stages[0].name=prod", "--laytime.stages[0].prefix=" + STAGE)) {
      Reference image = Reference.parse(STAGE + "/app:1");
      worker.bean(Wishes.class).forbid(image, "ann", "CVE", SINCE);

      assertThatThrownBy(
              () -> worker.copy(new ImageLocation.InRegistry(image)).getResult(CopyResult.class))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
          .returns(FailureType.FORBIDDEN_IMAGE.name(), ApplicationFailure::getType)
          .extracting(ApplicationFailure::getOriginalMessage)
          .asString()
          .endsWith(": forbidden by ann since %s: CVE".formatted(SINCE));
      assertThat(worker.get("/api/v1/forbidden").body()).contains(image.text());
      assertThat(worker.get("/api/v1/why?image=" + image).body())
          .contains(image + " is forbidden by ann");
    }
  }
}
