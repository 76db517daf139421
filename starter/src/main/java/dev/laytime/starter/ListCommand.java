package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Report;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that shows what a worker's API lists. */
abstract class ListCommand implements Callable<Integer> {

  final CommandContext context;

  @Mixin final ServerFlags server = new ServerFlags();

  ListCommand(CommandContext context) {
    this.context = context;
  }

  final <T> T get(String attempted, String path, Map<String, String> query, Class<T> type) {
    return server.api(context).get(attempted, path, query, type);
  }

  final Integer show(Report report) {
    context.screen().result(report);
    return ExitCode.OK.status();
  }
}
