package dev.laytime.promotion;

import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all gates of a path come to at one moment.
 *
 * @param gates the hash of the path and of all that its gates are, as it is now
 * @param presentSince since when the source stage has had the digest; null where that is not known
 * @param proof how it is proven who gave the order; null where it is not
 * @param automatic whether nobody did but the path itself
 * @param statements what was said, in order; what is about another digest or was said under other
 *     gates does not count
 * @param openings when gates that are times of the week are open, as a clock of their zones says
 * @param results of what was asked elsewhere: signatures, attestations, commands, Jobs; a gate
 *     without one waits
 * @param now the workflow's time
 */
public record GateReading(
    PromotionPath path,
    String gates,
    PromotionOrder order,
    @Nullable Instant presentSince,
    @Nullable String proof,
    boolean automatic,
    List<Statement> statements,
    List<Opening> openings,
    List<Report> results,
    Instant now) {

  public GateReading {
    statements = List.copyOf(statements);
    openings = List.copyOf(openings);
    results = List.copyOf(results);
  }

  /** One report a gate, in the path's order. A rollback has no gates. */
  public List<Report> reports() {
    if (order.kind() == PromotionOrder.Kind.ROLLBACK) {
      return List.of();
    }
    List<Statement> counting =
        statements.stream()
            .filter(said -> said.digest().equals(order.digest()) && said.gates().equals(gates))
            .toList();
    return path.gates().stream().map(gate -> read(gate, counting)).toList();
  }

  /** Whether nothing stands in the way. */
  public static boolean passed(List<Report> reports) {
    return reports.stream().allMatch(report -> report.verdict() == Verdict.PASSED);
  }

  private Report read(Gate gate, List<Statement> said) {
    return switch (gate) {
      case Gate.Signed _, Gate.Attested _, Gate.Commanded _, Gate.Worked _ -> result(gate);
      case Gate.Soaked soaked -> soaked(soaked);
      case Gate.Checked checked -> checked(checked, said);
      case Gate.Approved approved -> Approvals.read(approved, this, said);
      case Gate.Opened opened -> OpenHours.read(opened, openings, now);
    };
  }

  private Report result(Gate gate) {
    return results.stream()
        .filter(report -> report.gate().equals(gate.name()))
        .findFirst()
        .orElseGet(() -> new Report(gate.name(), Verdict.WAITING, "not read yet", now));
  }

  private Report soaked(Gate.Soaked gate) {
    if (presentSince == null) {
      return new Report(
          gate.name(),
          Verdict.WAITING,
          "the source stage is not known to have it under its tag",
          null);
    }
    Instant end = presentSince.plus(gate.atLeast());
    return now.isBefore(end)
        ? new Report(
            gate.name(),
            Verdict.WAITING,
            "in its stage since %s; until %s".formatted(presentSince, end),
            end)
        : new Report(gate.name(), Verdict.PASSED, "in its stage since " + presentSince, null);
  }

  private static Report checked(Gate.Checked gate, List<Statement> said) {
    Statement last = null;
    for (Statement statement : said) {
      last = statement.gate().equals(gate.name()) ? statement : last;
    }
    if (last == null) {
      return new Report(gate.name(), Verdict.WAITING, "nobody reported it yet", null);
    }
    String detail = last.detail().isEmpty() ? "" : ": " + last.detail();
    return new Report(
        gate.name(),
        last.passed() ? Verdict.PASSED : Verdict.FAILED,
        "%s, says %s%s"
            .formatted(last.passed() ? "passed" : "failed", Approvals.text(last), detail),
        null);
  }

  /** The same reports, each with the time since when it has said the same. */
  public static List<Report> since(List<Report> before, List<Report> reports, Instant now) {
    return reports.stream()
        .map(report ->
            new Report(
                report.gate(),
                report.verdict(),
                report.reason(),
                report.next(),
                before.stream()
                    .filter(known ->
                        known.gate().equals(report.gate()) && known.verdict() == report.verdict())
                    .map(Report::since)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(now)))
        .toList();
  }
}
