package dev.laytime.starter;

import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.promotion.SignedStatement.Say;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.StatementReport;
import dev.laytime.view.InstallationView;
import dev.laytime.view.PromotionAsk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said of a promotion with a key of one's own. */
final class SignedWords {

  private static final Duration COUNTS = Duration.ofHours(1);
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]+");

  private SignedWords() {}

  /** Prints what is to be signed: {@code laytime promotions statement ID}. */
  @Command(
      sortOptions = false,
      name = "statement",
      description = {
        "Prints what is to be signed to approve a promotion, or to order the same once more, with a"
            + " key of one's own. It counts once, and for an hour.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:printed",
        "  1:failed, or nobody knows it; stderr says which",
        Ends.WRONG_LINE,
        "  5:refused: another digest waits there"
      },
      footer = {
        "",
        "Examples:",
        "  laytime promotions statement promotion/prod/app:1.2.3 --digest sha256:… --gate people"
            + " --by ann > approval.txt",
        "  openssl dgst -sha256 -sign ann.pem -out approval.sig approval.txt"
      })
  static final class Statement implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime promotions' lists it.")
    private String id = "";

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        required = true,
        order = 1,
        description = "What is approved, or ordered.")
    private String digest = "";

    @ArgGroup(multiplicity = "1", order = 2)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private What what;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        required = true,
        order = 4,
        description = "Who signs, as the worker's approvers name them.")
    private String by = "";

    Statement(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    /** What is said: one of both. */
    static final class What {
      @Option(
          names = "--gate",
          paramLabel = "NAME",
          required = true,
          order = 2,
          description = "Approve, at this gate.")
      private @Nullable String gate;

      @Option(names = "--order", required = true, order = 3, description = "Order it.")
      private boolean order;
    }

    @Override
    public Integer call() {
      String attempted = "make a statement of " + id;
      PromotionStatus now = PromotionWords.seen(context, server, attempted, id, digest);
      String to =
          server
              .api(context)
              .get(attempted, "promotions/installation", Map.of(), InstallationView.class)
              .id();
      context.screen().result(new StatementReport(statement(attempted, to, now).text()));
      return ExitCode.OK.status();
    }

    private SignedStatement statement(String attempted, String to, PromotionStatus now) {
      PromotionOrder order = now.order();
      String gates = now.gatesHash();
      if (!what.order && gates == null) {
        throw CommandFailure.error(
            attempted, "nobody has read its gates yet", "try again in a moment");
      }
      try {
        return new SignedStatement(
            what.order ? Say.PROMOTE : Say.APPROVE,
            to,
            UUID.randomUUID().toString(),
            id,
            order.path(),
            order.digest(),
            what.order ? null : what.gate,
            what.order ? null : gates,
            by,
            context.surroundings().clock().instant().plus(COUNTS).truncatedTo(ChronoUnit.SECONDS));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(
            attempted, String.valueOf(e.getMessage()), "give plain text of one line");
      }
    }
  }

  /** What was signed, and how. */
  static final class Signed {

    @Option(
        names = "--statement",
        paramLabel = "FILE",
        required = true,
        order = 5,
        description = "What 'laytime promotions statement' printed.")
    private Path statement = Path.of("");

    @Option(
        names = "--signature",
        paramLabel = "FILE",
        required = true,
        order = 6,
        description = "Its signature, as openssl or cosign writes it.")
    private Path signature = Path.of("");

    /** Sends it; it shows no token. */
    PromotionStatus approve(
        CommandContext context,
        ServerFlags server,
        String attempted,
        String id,
        String digest,
        @Nullable String why) {
      byte[] text = read(context, attempted, statement);
      SignedStatement said = parse(attempted, new String(text, StandardCharsets.UTF_8));
      if (!said.promotion().equals(id)
          || !said.digest().value().equals(digest)
          || said.say() != Say.APPROVE) {
        throw CommandFailure.usage(
            attempted,
            "the statement says: %s %s %s".formatted(said.say(), said.promotion(), said.digest()),
            "name what was signed");
      }
      Base64.Encoder base64 = Base64.getEncoder();
      return server
          .api(context)
          .post(
              attempted,
              "promotions/approvals",
              new PromotionAsk.Approve(
                  id,
                  digest,
                  said.gate(),
                  said.by(),
                  why,
                  said.requestId(),
                  said.gates(),
                  said.path()),
              Map.of(
                  "X-Laytime-Statement",
                  base64.encodeToString(text),
                  "X-Laytime-Statement-Signature",
                  base64.encodeToString(binary(read(context, attempted, signature)))),
              PromotionStatus.class);
    }

    private static SignedStatement parse(String attempted, String text) {
      try {
        return SignedStatement.parse(text);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(
            attempted,
            "the statement cannot be read: " + e.getMessage(),
            "sign what 'laytime promotions statement' prints, to the letter");
      }
    }

    /** openssl writes bytes, cosign base64. */
    private static byte[] binary(byte[] signature) {
      String text = new String(signature, StandardCharsets.ISO_8859_1);
      return BASE64.matcher(text).matches() ? Base64.getMimeDecoder().decode(text) : signature;
    }

    private static byte[] read(CommandContext context, String attempted, Path file) {
      try {
        return Files.readAllBytes(context.surroundings().directory().resolve(file));
      } catch (IOException e) {
        throw CommandFailure.error(
            attempted, "cannot read %s: %s".formatted(file, e), "name a file that is there");
      }
    }
  }
}
