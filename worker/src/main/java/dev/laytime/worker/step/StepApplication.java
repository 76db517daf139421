package dev.laytime.worker.step;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.worker.process.Carriers;
import dev.laytime.worker.startup.FailedStart;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A step's process: {@link CopyStep} says how it is called. */
public final class StepApplication {

  private static final int WRONG_LINE = 2;
  private static final int FAILED = 1;

  private final Map<String, String> environment;
  private final Path directory;
  private final PrintStream out;
  private final PrintStream err;
  private final JobTicks ticks;
  private final InstantSource clock;

  /**
   * A process.
   *
   * @param environment which says who we are, and where {@code laytime.yaml} is
   * @param directory that relative paths start at
   */
  StepApplication(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      JobTicks ticks,
      InstantSource clock) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
    this.out = out;
    this.err = err;
    this.ticks = ticks;
    this.clock = clock;
  }

  /** Does the step and ends the process: with 0, or with how it failed. */
  public static void main(String[] args) {
    Carriers.provide();
    LightLogging.provide();
    System.exit(
        new StepApplication(
                System.getenv(),
                Path.of(""),
                System.out,
                System.err,
                JobTicks.SYSTEM,
                InstantSource.system())
            .run(List.of(args)));
  }

  /** Does the step, and returns its exit code. */
  int run(List<String> arguments) {
    CopyStep step;
    try {
      step = CopyStep.parse(arguments);
    } catch (IllegalArgumentException e) {
      tell("read the command line", String.valueOf(e.getMessage()), CopyStep.USAGE);
      return WRONG_LINE;
    }
    Ways ways;
    try {
      ways = Ways.of(environment, directory);
    } catch (RuntimeException e) {
      err.print(FailedStart.text(e).orElseThrow(() -> e));
      return FAILED;
    }
    try {
      out.println(new CopyRun(step, ways, directory, new Tries(step, ticks, clock, err)).run());
      return 0;
    } catch (StepFailure e) {
      tell(e.what(), e.why(), e.hint());
      return e.exitCode();
    }
  }

  private void tell(String what, String why, String hint) {
    err.print("error: %s%n  cause: %s%n  hint: %s%n".formatted(what, why, hint));
  }
}
