package dev.laytime.starter;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.PromotionPlanReport;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionPlanView;
import dev.laytime.view.StagesView;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a promotion back: {@code laytime rollback STAGE-IMAGE}. */
@Command(
    sortOptions = false,
    name = "rollback",
    description = {
      "Goes back to what was promoted into a stage's repository before: floating and moved tags"
          + " name it again, and Git says so. What paths promote there by themselves is held until"
          + " 'laytime holds release'.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:ordered; with --wait: done",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  5:refused, or ended otherwise than done",
      "124:not done within --timeout"
    },
    footer = {
      "",
      "Examples:",
      "  laytime rollback registry.example.com/prod/app --why 'errors since noon' --wait",
      "  laytime rollback registry.example.com/prod/app --to 1.2.1 --why 'both are bad'",
      "  laytime rollback registry.example.com/prod/app:latest --why 'a tag that moves'"
    })
final class RollbackCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "STAGE-IMAGE",
      description = "The stage's repository; with a tag: what is bad.")
  private String text = "";

  @Option(
      names = "--to",
      paramLabel = "TAG|DIGEST",
      order = 1,
      description = "What is wanted (default: what was there before).")
  private @Nullable String to;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      order = 2,
      description = "The reason, for whoever asks later.")
  private String why = "";

  @Option(names = "--wait", order = 3, description = "Wait until it is done.")
  private boolean wait;

  @Option(names = "--dry-run", order = 4, description = "Only say what would happen.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 11,
      description = "How long --wait may take: 30s, 10m (default: 5m).")
  private Duration timeout = Duration.ofMinutes(5);

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  RollbackCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String attempted = "roll back " + text;
    Reference image = image(attempted);
    String requestId = LifeFlags.newRequestId();
    PromotionAsk.RollBack ask =
        new PromotionAsk.RollBack(
            stage(attempted, image.repository()),
            image.repository().toString(),
            tag(image),
            to,
            wish.named(context),
            why,
            requestId,
            dryRun);
    if (dryRun) {
      PromotionPlanView plan =
          wish.send(context, server, attempted, "rollbacks", ask, PromotionPlanView.class);
      context.screen().result(new PromotionPlanReport(plan));
      return ExitCode.OK.status();
    }
    PromotionAnswer answer =
        wish.send(context, server, attempted, "rollbacks", ask, PromotionAnswer.class);
    return Ordered.end(
        context,
        server,
        attempted,
        answer,
        wait ? Ordered.Waiting.of(requestId, timeout, true) : null);
  }

  /** A reference without a tag means latest, and here it means none. */
  private @Nullable String tag(Reference image) {
    Tag tag = image.tag();
    return tag != null && text.endsWith(":" + tag) ? tag.value() : null;
  }

  private Reference image(String attempted) {
    try {
      return Reference.parse(text);
    } catch (InvalidReferenceException e) {
      throw CommandFailure.usage(
          attempted,
          String.valueOf(e.getMessage()),
          "name a repository of a stage, as in registry.example.com/prod/app");
    }
  }

  private String stage(String attempted, Repository repository) {
    return server
        .api(context)
        .get("list stages", "stages", Map.of(), StagesView.class)
        .stages()
        .stream()
        .filter(stage -> RepositoryPrefix.parse(stage.prefix()).contains(repository))
        .map(StagesView.Stage::name)
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.error(
                attempted,
                "it lies in no stage",
                "check the repository; 'laytime stage' lists the stages"));
  }
}
