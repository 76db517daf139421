package dev.laytime.starter;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.Problem;
import dev.laytime.image.Reference;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.BuildOrderReport;
import dev.laytime.view.BuildAsk;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has an image built: {@code laytime build REPO@REF --to IMAGE}. */
@Command(
    sortOptions = false,
    name = "build",
    description = {
      "Has an image built of a Git repository, by the rule that is for the image and builds of that"
          + " repository. The rule says where the source is, how it is built and what may be built;"
          + " a repository that no rule names is never fetched.",
      "",
      "Asking again while it runs joins what runs.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:ordered; with --wait: built, and under its tag",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  5:refused, or ended otherwise than built",
      "124:not built within --timeout"
    },
    footer = {
      "",
      "Examples:",
      "  laytime build app@v1.2 --to registry.example.com/dev/app:1.2 --wait",
      "  laytime build https://git.example.com/team/app.git@branch:main --to"
          + " registry.example.com/dev/app:edge",
      "  laytime build app --to registry.example.com/dev/app:1.2 --token-file id-token"
    })
final class BuildCommand implements Callable<Integer> {

  /** A URL's own '@' comes before its host, and no ref follows there. */
  private static final Pattern LOGIN = Pattern.compile("([a-z][a-z0-9+.-]*://)?[^/@:]*");

  private static final Pattern REF =
      Pattern.compile("((tag|branch|commit):)?[A-Za-z0-9_][A-Za-z0-9_.+/-]*");

  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "REPO[@REF]",
      description = {
        "A build rule's name, or the URL that it has; and a tag, a branch or a commit, as in v1.2,"
            + " tag:v1.2, branch:main, commit:0123abc (default: what the image's tag says)."
      })
  private String source = "";

  @Option(
      names = "--to",
      paramLabel = "IMAGE",
      required = true,
      order = 1,
      description = "What it is to be called, with its registry and tag.")
  private String to = "";

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      order = 2,
      description = "kaniko, buildkit or jib: refused where the rule builds by another.")
  private @Nullable String strategy;

  @Option(names = "--why", paramLabel = "TEXT", order = 3, description = "For whoever asks.")
  private @Nullable String why;

  @Option(
      names = "--wait",
      order = 4,
      description = "Wait until it is built, and tell what its builder says meanwhile.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 11,
      description = "How long --wait may take: 30s, 10m (default: 1h).")
  private Duration timeout = Duration.ofHours(1);

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  BuildCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * What a person calls the source.
   *
   * @param repository a rule's name, or a URL
   * @param ref null for none
   */
  record Source(String repository, @Nullable String ref) {

    /** What is behind the last {@code @} is a ref, unless that belongs to a URL. */
    static Source of(String text) {
      int at = text.lastIndexOf('@');
      String before = at < 0 ? text : text.substring(0, at);
      String after = at < 0 ? "" : text.substring(at + 1);
      boolean url =
          (after.matches("[^/:]+:.*") && !after.matches("(tag|branch|commit):.*"))
              || (before.contains("://") && LOGIN.matcher(before).matches());
      return at < 0 || url ? new Source(text, null) : new Source(before, after);
    }
  }

  @Override
  public Integer call() {
    String attempted = "build " + to;
    Reference image = image(attempted);
    Source asked = source(attempted);
    String requestId = LifeFlags.newRequestId();
    BuildAnswer answer =
        wish.send(
            context,
            server,
            attempted,
            "builds",
            new BuildAsk.Order(
                image.text(),
                asked.repository(),
                asked.ref(),
                strategy,
                wish.named(context),
                why,
                requestId),
            BuildAnswer.class);
    if (answer.answer().equals("later")) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          new Problem(attempted, "not now: " + answer.reason(), "order it again then", null),
          null);
    }
    if (wait) {
      new BuildFollowing(context, server, attempted, answer, requestId).follow(timeout);
    } else {
      context.screen().result(new BuildOrderReport(answer.id(), answer.answer()));
    }
    return ExitCode.OK.status();
  }

  private Source source(String attempted) {
    Source asked = Source.of(source);
    String ref = asked.ref();
    if (asked.repository().isBlank() || (ref != null && !REF.matcher(ref).matches())) {
      throw CommandFailure.usage(
          attempted,
          "'%s' names no repository with a ref".formatted(source),
          "write it as RULE@v1.2 or URL@branch:main");
    }
    return asked;
  }

  private Reference image(String attempted) {
    try {
      Reference image = Reference.parse(to);
      if (image instanceof Reference.Tagged) {
        return image;
      }
      throw CommandFailure.usage(
          attempted, "it has a digest, and what is built has none yet", "name a tag");
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          attempted,
          String.valueOf(e.getMessage()),
          "name an image, as in registry.example.com/dev/app:1.2");
    }
  }
}
