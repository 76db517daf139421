package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command below another one that says something through a worker's API. */
abstract class ApiWord implements Callable<Integer> {

  final CommandContext context;
  final ServerFlags server;

  @Mixin private final LedgerWish wish = new LedgerWish();

  ApiWord(CommandContext context, ServerFlags server) {
    this.context = context;
    this.server = server;
  }

  /** Sends a body, and answers with what comes back. */
  final <T> T send(String attempted, String path, Object body, Class<T> type) {
    return wish.send(context, server, attempted, path, body, type);
  }

  /** Says what people wish of what they saw, and shows the answer. */
  final Integer wish(String attempted, String path, @Nullable Long expected) {
    wish.send(context, server, attempted, path, expected);
    return ExitCode.OK.status();
  }

  /** {@link LedgerWish#named}. */
  final @Nullable String named() {
    return wish.named(context);
  }

  final Integer show(Report report) {
    context.screen().result(report);
    return ExitCode.OK.status();
  }
}
