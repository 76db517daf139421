package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.view.Answer;
import dev.laytime.view.Wish;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A decision that only the ledger holds: its options, and its way there. */
final class LedgerWish {

  @Mixin private final WishFlags wish = new WishFlags();

  @Mixin private final TokenFlags token = new TokenFlags();

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
    context
        .screen()
        .result(
            new AnswerReport(send(context, server, attempted, path, wanted, Answer.class).text()));
  }

  /** Sends any body, and answers with what comes back. */
  <T> T send(
      CommandContext context,
      ServerFlags server,
      String attempted,
      String path,
      Object body,
      Class<T> type) {
    return token.send(context, server, attempted, path, body, type);
  }

  /**
   * Who wishes, as far as that is to be said: an identity token, which has two dots, says it
   * itself.
   */
  @Nullable String named(CommandContext context) {
    String said = wish.said();
    return said != null || !token.provesWho(context) ? by(context) : null;
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
}
