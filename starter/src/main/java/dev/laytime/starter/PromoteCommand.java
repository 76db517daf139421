package dev.laytime.starter;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Digest;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.PromotionPlanReport;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionPlanView;
import dev.laytime.workflow.ImageLife.PromoteMessage;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has an image promoted: {@code laytime promote IMAGE --to STAGE}. */
@Command(
    sortOptions = false,
    name = "promote",
    description = {
      "Has an image of a stage promoted into another, by its digest, once every gate of its path"
          + " passes. Asking again for the same digest joins what runs.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:ordered; with --wait: promoted",
      "  1:failed, or no image of a stage; stderr says which",
      "  2:the command line is wrong",
      "  5:refused, or ended otherwise than promoted",
      "124:no answer, or not promoted, within --timeout"
    },
    footer = {
      "",
      "Examples:",
      "  laytime promote registry.example.com/dev/app:1.2.3 --to prod --wait --timeout 1h",
      "  laytime promote registry.example.com/dev/app:1.2.3 --to prod --dry-run"
    })
final class PromoteCommand implements Callable<Integer> {

  /** The image is not there yet, or something does not answer its life. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final CommandContext context;

  @Option(
      names = "--to",
      paramLabel = "STAGE",
      order = 1,
      description = "Where to (default: where the only path from there leads).")
  private @Nullable String to;

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      order = 2,
      description = "What is meant: refused where the tag names something else by then.")
  private @Nullable String digest;

  @Option(
      names = "--wait",
      order = 3,
      description = "Wait until it is promoted, and tell how the gates stand meanwhile.")
  private boolean wait;

  @Option(
      names = "--dry-run",
      order = 4,
      description = "Only say what would happen. Needs the worker's token.")
  private boolean dryRun;

  @Mixin private final LifeFlags life = new LifeFlags();

  @Mixin private final TokenFlags token = new TokenFlags();

  PromoteCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String attempted = life.attempted("promote");
    String wanted = digest == null ? null : digest(attempted, digest).value();
    if (dryRun) {
      return plan(attempted, wanted);
    }
    Asked asked = ask(wanted);
    long end = System.nanoTime() + life.timeout().toNanos();
    while (wait && asked.answer.answer().equals("waiting") && System.nanoTime() < end) {
      context.screen().detail("waiting: " + asked.answer.reason());
      LockSupport.parkNanos(AGAIN_NANOS);
      asked = ask(wanted);
    }
    return Ordered.end(
        context,
        life.server(),
        attempted,
        asked.answer,
        wait ? new Ordered.Waiting(asked.requestId, life.timeout()) : null);
  }

  private Asked ask(@Nullable String wanted) {
    String requestId = LifeFlags.newRequestId();
    return new Asked(
        requestId,
        life.ask(
            context,
            "promote",
            asked -> asked::promote,
            new PromoteMessage(requestId, to, life.by(context), wanted)));
  }

  private record Asked(String requestId, PromotionAnswer answer) {}

  private Integer plan(String attempted, @Nullable String wanted) {
    PromotionAsk.Promote ask =
        new PromotionAsk.Promote(
            life.image().text(), to, wanted, life.by(context), null, true);
    PromotionPlanView plan =
        token.send(
            context, life.server(), attempted, "promotions", ask, PromotionPlanView.class);
    context.screen().result(new PromotionPlanReport(plan));
    return ExitCode.OK.status();
  }

  private static Digest digest(String attempted, String text) {
    try {
      return new Digest(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          attempted, String.valueOf(e.getMessage()), "write it as sha256: and 64 hex digits");
    }
  }
}
