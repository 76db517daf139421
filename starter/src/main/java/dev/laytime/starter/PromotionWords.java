package dev.laytime.starter;

import dev.laytime.activity.Problem;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.report.PromotionReport;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionsView;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said of one promotion: the commands below {@code laytime promotions}. */
final class PromotionWords {

  private PromotionWords() {}

  /**
   * What there is now, as whoever decides is told.
   *
   * @param digest that is meant; null for whichever
   * @throws CommandFailure if it is another one
   */
  static PromotionStatus seen(
      CommandContext context,
      ServerFlags server,
      String attempted,
      String id,
      @Nullable String digest) {
    PromotionStatus now = one(context, server, attempted, id).status();
    String is = now.order().digest().value();
    if (digest != null && !digest.equals(is)) {
      throw refused(attempted, "%s is what waits there, not %s".formatted(is, digest));
    }
    context
        .screen()
        .note(
            "%s: %s by path %s; gates %s"
                .formatted(
                    id,
                    is,
                    now.order().path(),
                    Objects.requireNonNullElse(now.gatesHash(), "are not read yet")));
    return now;
  }

  static CommandFailure refused(String attempted, String cause) {
    return new CommandFailure(
        ExitCode.REFUSED,
        new Problem(attempted, cause, "look again what it is now, and decide anew", null),
        null);
  }

  static PromotionsView.One one(
      CommandContext context, ServerFlags server, String attempted, String id) {
    return server
        .api(context)
        .get(attempted, "promotions/one", Map.of("id", id), PromotionsView.One.class);
  }

  /** Tells of one: {@code laytime promotions show ID}. */
  @Command(
      sortOptions = false,
      name = "show",
      description = {
        "Tells how a promotion stands: its gates and what was said, its destinations, what was"
            + " written into Git.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:told",
        "  1:failed, or nobody knows it; stderr says which",
        Ends.WRONG_LINE
      },
      footer = {"", "Examples:", "  laytime promotions show promotion/prod/app:1.2.3"})
  static final class Show implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime promotions' lists it.")
    private String id = "";

    Show(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      PromotionsView.One one = one(context, server, "show " + id, id);
      context.screen().result(new PromotionReport(one, context.surroundings().clock().instant()));
      return ExitCode.OK.status();
    }
  }

  /** Approves one: {@code laytime promotions approve ID}. */
  @Command(
      sortOptions = false,
      name = "approve",
      description = {
        "Approves a promotion, for the digest that it promotes and for its path and gates as they"
            + " are: it tells which those are. Whoever ordered it does not count. With --signature"
            + " it sends what was signed, and needs no token.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:approved, and written down",
        Ends.FAILED,
        Ends.WRONG_LINE,
        "  5:refused by the promotion"
      },
      footer = {
        "",
        "Examples:",
        "  laytime promotions approve promotion/prod/app:1.2.3 --digest sha256:… --why 'read it'",
        "  laytime promotions approve promotion/prod/app:1.2.3 --digest sha256:… --token-file"
            + " id-token",
        "  laytime promotions approve promotion/prod/app:1.2.3 --digest sha256:… --statement"
            + " approval.txt --signature approval.sig"
      })
  static final class Approve extends ApiWord {

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime promotions' lists it.")
    private String id = "";

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        required = true,
        order = 1,
        description = "What is approved.")
    private String digest = "";

    @Option(
        names = "--gate",
        paramLabel = "NAME",
        order = 2,
        description = "Which gate (default: the only one that wants approvals).")
    private @Nullable String gate;

    @Option(names = "--why", paramLabel = "TEXT", order = 3, description = "For whoever asks.")
    private @Nullable String why;

    @Option(
        names = "--gates",
        paramLabel = "HASH",
        order = 4,
        description = "The path and gates that were looked at (default: those of now).")
    private @Nullable String gates;

    @ArgGroup(exclusive = false, order = 5)
    private SignedWords.@Nullable Signed signed;

    Approve(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      String attempted = "approve " + id;
      PromotionStatus status =
          signed == null
              ? approve(attempted)
              : signed.approve(context, server, attempted, id, digest, why);
      return show(new AnswerReport("approved; it is %s".formatted(status.state())));
    }

    private PromotionStatus approve(String attempted) {
      PromotionStatus now = seen(context, server, attempted, id, digest);
      if (gates != null && !gates.equals(now.gatesHash())) {
        throw refused(attempted, "its path and gates are others by now");
      }
      return send(
          attempted,
          "promotions/approvals",
          new PromotionAsk.Approve(
              id, digest, gate, named(), why, null, now.gatesHash(), now.order().path()),
          PromotionStatus.class);
    }
  }

  /** Reports a check: {@code laytime promotions check ID NAME}. */
  @Command(
      sortOptions = false,
      name = "check",
      description = {
        "Tells a promotion how a check of its digest ended. The last word counts.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {"  0:told", Ends.FAILED, Ends.WRONG_LINE},
      footer = {
        "",
        "Examples:",
        "  laytime promotions check promotion/prod/app:1.2.3 smoke --digest sha256:… --passed"
      })
  static final class Check extends ApiWord {

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime promotions' lists it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The check, which is its gate's.")
    private String name = "";

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        required = true,
        order = 1,
        description = "What was checked.")
    private String digest = "";

    @ArgGroup(multiplicity = "1", order = 2)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Result result;

    @Option(names = "--detail", paramLabel = "TEXT", order = 4, description = "For whoever asks.")
    private @Nullable String detail;

    Check(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    /** How it ended: one of both. */
    static final class Result {
      @Option(names = "--passed", required = true, order = 2, description = "It is good.")
      private boolean passed;

      @Option(names = "--failed", required = true, order = 3, description = "It is not.")
      private boolean failed;
    }

    @Override
    public Integer call() {
      PromotionAsk.Check check =
          new PromotionAsk.Check(
              id, name, digest, result.passed && !result.failed, named(), detail, null);
      Answer answer =
          send(
              "report check %s of %s".formatted(name, id),
              "promotions/checks",
              check,
              Answer.class);
      return show(new AnswerReport(answer.text()));
    }
  }

  /** Ends one: {@code laytime promotions cancel ID}. */
  @Command(
      sortOptions = false,
      name = "cancel",
      description = {"Ends a promotion that is still at its gates.", ""},
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {"  0:ended", Ends.FAILED, Ends.WRONG_LINE, "  5:refused: it moves by now"},
      footer = {
        "",
        "Examples:",
        "  laytime promotions cancel promotion/prod/app:1.2.3 --why 'a mistake'"
      })
  static final class Cancel extends ApiWord {

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime promotions' lists it.")
    private String id = "";

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        order = 1,
        description = "What is not wanted (default: what waits there now).")
    private @Nullable String digest;

    @Option(names = "--why", paramLabel = "TEXT", order = 2, description = "For whoever asks.")
    private @Nullable String why;

    Cancel(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      PromotionStatus now = seen(context, server, "cancel " + id, id, digest);
      PromotionStatus status =
          send(
              "cancel " + id,
              "promotions/cancellations",
              new PromotionAsk.Cancel(
                  id, named(), why, null, now.order().digest().value(), now.order().path()),
              PromotionStatus.class);
      return show(new AnswerReport("it is %s".formatted(status.state())));
    }
  }
}
