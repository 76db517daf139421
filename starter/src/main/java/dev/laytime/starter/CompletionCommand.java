package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teaches a shell the commands and options: {@code laytime completion SHELL}. */
@Command(
    sortOptions = false,
    name = "completion",
    description = "Prints a script that completes commands and options in a shell.",
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {"0:printed", "2:the command line is wrong"},
    footer = {
      "",
      "Examples:",
      "  source <(laytime completion bash)",
      "  laytime completion zsh > ~/.laytime-completion && source ~/.laytime-completion"
    })
final class CompletionCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private @Nullable CommandSpec spec;

  /** One script serves both; the name is asked for so that others can follow. */
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.screen().detail("completing for " + shell);
    if (spec != null) {
      context
          .surroundings()
          .streams()
          .out()
          .print(AutoComplete.bash("laytime", spec.root().commandLine()));
    }
    return ExitCode.OK.status();
  }

  private enum Shell {
    BASH,
    ZSH
  }
}
