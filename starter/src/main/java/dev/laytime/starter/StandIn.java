package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.starter.temporal.WorkerCommand;
import dev.laytime.starter.temporal.WorkerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A worker in the place of another program, until somebody ends it. */
final class StandIn {

  private StandIn() {}

  /** Runs it with this process's environment; answers with the status to end with. */
  static int run(CommandContext context, List<String> options) {
    try {
      Process process =
          WorkerCommand.team(context.surroundings().installation(), options)
              .directory(context.surroundings().directory().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      WorkerProcess worker =
          new WorkerProcess(
              process, context.surroundings().directory(), () -> "(its log is above)");
      try (Interruption.Pending _ = context.interruption().owning(worker::close)) {
        process.onExit().join();
        worker.check();
        return ExitCode.ERROR.status();
      }
    } catch (IOException e) {
      throw CommandFailure.error(
          "start a worker", RootCause.text(e), "check that 'sh' is on the PATH");
    }
  }
}
