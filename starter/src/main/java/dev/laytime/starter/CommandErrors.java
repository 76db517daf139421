package dev.laytime.starter;

import dev.laytime.activity.Problem;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in one form for all commands. */
final class CommandErrors {

  private final CommandContext context;

  CommandErrors(CommandContext context) {
    this.context = context;
  }

  /** A command line that cannot be understood. */
  int wrongLine(ParameterException thrown, String... arguments) {
    String command = thrown.getCommandLine().getCommandSpec().qualifiedName();
    String help = "see '" + command + " --help'";
    if (thrown.getCause() instanceof CommandFailure failure) {
      context.screen().error(failure.problem());
      return failure.exitCode().status();
    }
    context.screen().error(new Problem(command, cause(thrown), suggestion(thrown) + help, null));
    return ExitCode.USAGE.status();
  }

  /** A command that did not do what it should. */
  int failed(Exception thrown, CommandLine line, ParseResult result) {
    if (context.interruption().begun()) {
      return ExitCode.INTERRUPTED.status();
    }
    context.screen().trace(thrown);
    if (thrown instanceof CommandFailure failure) {
      context.screen().error(failure.problem());
      return failure.exitCode().status();
    }
    context
        .screen()
        .error(
            new Problem(
                line.getCommandSpec().qualifiedName(),
                thrown.toString(),
                "this is a mistake in laytime: run it again with -v and report what it shows",
                null));
    return ExitCode.ERROR.status();
  }

  /** What a value's own parser says tells more than that it was not accepted. */
  private static String cause(ParameterException thrown) {
    Throwable parser = thrown.getCause();
    String words =
        parser instanceof IllegalArgumentException ? parser.getMessage() : thrown.getMessage();
    return words == null ? thrown.toString() : words;
  }

  private static String suggestion(ParameterException thrown) {
    if (thrown instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        return "did you mean " + String.join(" or ", suggestions) + "? ";
      }
    }
    return "";
  }
}
