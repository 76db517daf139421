package dev.laytime.starter;

import dev.laytime.starter.api.ApiToken;
import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.temporal.WorkerFinder;
import dev.laytime.view.Wish;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A decision that only the ledger holds: its options, and its way there. */
final class LedgerWish {

  @Mixin private final WishFlags wish = new WishFlags();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 51,
      description = {
        "The file of the worker's token for writes (LAYTIME_TOKEN_FILE; default: the one that a"
            + " worker of 'laytime dev' made)."
      })
  private @Nullable Path tokenFile;

  /**
   * @param expected what the person saw; null where nothing is counted
   */
  void send(
      CommandContext context,
      ServerFlags server,
      String attempted,
      String path,
      @Nullable Long expected) {
    ask(context, server, attempted, path, new Wish(by(context), expected));
  }

  /** Who wishes. */
  String by(CommandContext context) {
    return wish.by(context);
  }

  void ask(CommandContext context, ServerFlags server, String attempted, String path, Wish wanted) {
    Map<String, String> environment = context.surroundings().environment();
    WorkerFinder.Found found = server.find(context);
    String token = ApiToken.read(attempted, found, absolute(context), environment);
    context
        .screen()
        .result(
            new AnswerReport(
                new WorkerApi(found.server()).post(attempted, path, wanted, token).text()));
  }

  /**
   * What cannot be taken back by saying the opposite is said twice.
   *
   * @throws CommandFailure where it is not
   */
  static void requireConfirmed(boolean confirmed, String attempted, String consequence) {
    if (!confirmed) {
      throw CommandFailure.usage(attempted, consequence, "if that is meant, add --confirm");
    }
  }

  private @Nullable Path absolute(CommandContext context) {
    return tokenFile == null ? null : context.surroundings().directory().resolve(tokenFile);
  }
}
