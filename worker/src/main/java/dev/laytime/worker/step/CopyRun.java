package dev.laytime.worker.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.registry.SingleCopy;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.ImageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy, and what is left of it for whoever reads the step's end. */
final class CopyRun {

  private final CopyStep step;
  private final Ways ways;
  private final Path directory;
  private final Tries tries;

  CopyRun(CopyStep step, Ways ways, Path directory, Tries tries) {
    this.step = step;
    this.ways = ways;
    this.directory = directory;
    this.tries = tries;
  }

  /**
   * Copies.
   *
   * @return what it did, in one line
   */
  String run() throws StepFailure {
    ImageLocation source = absolute(step.source());
    ImageLocation target = absolute(step.target());
    CopyResult result;
    try (SingleCopy copy = new SingleCopy(ways.settings(), source, target, step.referrers())) {
      result = tries.run(copy::run);
    } catch (RegistryException e) {
      throw StepFailure.of(e);
    } catch (IOException e) {
      throw StepFailure.unknown("copy %s to %s".formatted(source, target), e);
    }
    String told = json(CopyTold.of(step, result));
    leave(told);
    return told;
  }

  private ImageLocation absolute(ImageLocation location) {
    return location instanceof ImageLocation.OnDisk place
        ? place.at(directory.resolve(place.path()).toAbsolutePath().normalize().toString())
        : location;
  }

  private void leave(String told) throws StepFailure {
    String named = step.resultFile();
    if (named == null) {
      return;
    }
    Path file = directory.resolve(named);
    try {
      Files.writeString(file, told + System.lineSeparator());
    } catch (IOException e) {
      throw StepFailure.forGood(
          "write the result to " + file,
          "it cannot be written, but the copy was made: " + e,
          "name a file that can be");
    }
  }

  private static String json(CopyTold told) {
    try {
      return new ObjectMapper().writeValueAsString(told);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A result is made of plain values", e);
    }
  }
}
