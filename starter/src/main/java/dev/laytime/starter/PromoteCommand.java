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
      "",
      "With a named token it goes over the worker's API: an identity token proves who asks. Without"
          + " one it goes through Temporal, and who asks is only asserted.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:ordered; with --wait: promoted",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused, or ended otherwise than promoted",
      "124:no answer, or not promoted, within --timeout"
    },
    footer = {
      "",
      "Examples:",
      "  laytime promote registry.example.com/dev/app:1.2.3 --to prod --wait --timeout 1h",
      "  laytime promote registry.example.com/dev/app:1.2.3 --to prod --token-file id-token",
      "  laytime promote registry.example.com/dev/app:1.2.3 --to prod --dry-run"
    })
final class PromoteCommand implements Callable<Integer> {

  private static final String WAITING = "waiting";

  private static final String PROMOTIONS = "promotions";

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
    Ordered.Waiting waiting =
        Ordered.Waiting.of(LifeFlags.newRequestId(), life.timeout(), !token.isNamed(context));
    PromotionAnswer answer = ask(attempted, wanted, waiting);
    while (wait && answer.answer().equals(WAITING) && !waiting.left().isZero()) {
      context.screen().detail("waiting: " + answer.reason());
      LockSupport.parkNanos(Math.min(AGAIN_NANOS, waiting.left().toNanos()));
      answer = waiting.left().isZero() ? answer : ask(attempted, wanted, waiting);
    }
    return Ordered.end(context, life.server(), attempted, answer, wait ? waiting : null);
  }

  /** However often it is asked, it is one wish: it has one request id. */
  private PromotionAnswer ask(String attempted, @Nullable String wanted, Ordered.Waiting waiting) {
    return token.isNamed(context)
        ? askApi(attempted, wanted, waiting.requestId())
        : life.ask(
            context,
            "promote",
            asked -> asked::promote,
            new PromoteMessage(waiting.requestId(), to, life.by(context), wanted),
            waiting.left());
  }

  /** The token says who asks, where it proves that. */
  private PromotionAnswer askApi(String attempted, @Nullable String wanted, String requestId) {
    PromotionAsk.Promote ask =
        new PromotionAsk.Promote(life.image().text(), to, wanted, named(), requestId, null);
    Class<PromotionAnswer> type = PromotionAnswer.class;
    return wait
        ? token
            .find(context, life.server(), attempted, PROMOTIONS, ask, type)
            .orElseGet(
                () -> new PromotionAnswer("", WAITING, "the worker does not know what it is yet"))
        : token.send(context, life.server(), attempted, PROMOTIONS, ask, type);
  }

  private @Nullable String named() {
    String said = life.said();
    return said != null || !token.provesWho(context) ? life.by(context) : null;
  }

  private Integer plan(String attempted, @Nullable String wanted) {
    PromotionAsk.Promote ask =
        new PromotionAsk.Promote(life.image().text(), to, wanted, named(), null, true);
    PromotionPlanView plan =
        token.send(context, life.server(), attempted, PROMOTIONS, ask, PromotionPlanView.class);
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
