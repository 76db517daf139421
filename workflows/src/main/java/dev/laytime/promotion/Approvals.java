package dev.laytime.promotion;

import dev.laytime.promotion.Gate.Approved;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may approve, and how many did. Names that differ in case or in blanks alone are one; {@code
 * ISSUER#SUBJECT} is whoever that issuer's identity token proves, to the letter.
 */
public final class Approvals {

  private static final Pattern PROVEN = Pattern.compile("(https?://[^#]+)#(.+)");

  private Approvals() {}

  /** Whether a name among those who may is that of an issuer's subject. */
  public static boolean namesIssuer(String name) {
    return PROVEN.matcher(name).matches();
  }

  /** Why somebody's approval cannot count, whatever its proof; null where it can. */
  public static @Nullable String refusal(Approved gate, PromotionOrder order, String by) {
    if (same(by, order.by())) {
      return "who ordered a promotion may not approve it: " + by;
    }
    if (!gate.from().isEmpty() && gate.from().stream().noneMatch(name -> mayBe(name, by))) {
      return "%s is none of those who may: %s".formatted(by, String.join(", ", gate.from()));
    }
    return null;
  }

  /**
   * How the gate stands. Who ordered under another's name must not approve under the own one: a
   * gate that wants proof wants it of the order, too.
   *
   * @param proven whether it is proven who gave the order, or nobody did but the path itself
   * @param said what counts for this digest and these gates, in the order in which it was said
   */
  static Report read(Approved gate, PromotionOrder order, boolean proven, List<Statement> said) {
    if (gate.verified() && !proven) {
      String reason =
          "it is not proven that %s ordered it: order it with an identity token"
              .formatted(order.by());
      return new Report(gate.name(), Verdict.WAITING, reason, null);
    }
    List<Statement> approvals = approvals(gate, order, said);
    String names = approvals.stream().map(Approvals::text).collect(Collectors.joining(", "));
    if (approvals.size() >= gate.count()) {
      return new Report(gate.name(), Verdict.PASSED, "approved by " + names, null);
    }
    return new Report(gate.name(), Verdict.WAITING, missing(gate, approvals.size(), names), null);
  }

  /** Those by which a path's gates have passed, in their order. */
  public static List<Statement> counted(
      PromotionPath path, PromotionOrder order, List<Statement> statements) {
    String hash = Gates.hash(path);
    List<Statement> said =
        statements.stream()
            .filter(one -> one.digest().equals(order.digest()) && one.gates().equals(hash))
            .toList();
    return path.gates().stream()
        .filter(Approved.class::isInstance)
        .flatMap(gate -> approvals((Approved) gate, order, said).stream())
        .toList();
  }

  private static List<Statement> approvals(
      Approved gate, PromotionOrder order, List<Statement> said) {
    Map<String, Statement> last = new LinkedHashMap<>();
    for (Statement statement : said) {
      boolean counts = !gate.verified() || statement.verified();
      if (counts
          && statement.gate().equals(gate.name())
          && refusal(gate, order, statement.by()) == null
          && isMeant(gate, statement)) {
        last.put(key(statement.by()), statement);
      }
    }
    return last.values().stream().filter(Statement::passed).toList();
  }

  private static String missing(Approved gate, int count, String names) {
    return "%d of %d %sapprovals%s%s"
        .formatted(
            count,
            gate.count(),
            gate.verified() ? "verified " : "",
            names.isEmpty() ? "" : ": " + names,
            gate.from().isEmpty() ? "" : "; may approve: " + String.join(", ", gate.from()));
  }

  static String text(Statement statement) {
    return statement.by() + (statement.verified() ? " (verified)" : " (asserted)");
  }

  /** Whether somebody may be meant who is called so, if that is proven as it must be. */
  private static boolean mayBe(String name, String by) {
    Matcher proven = PROVEN.matcher(name);
    return proven.matches() ? proven.group(2).equals(by) : same(name, by);
  }

  private static boolean isMeant(Approved gate, Statement said) {
    return gate.from().isEmpty()
        || gate.from().stream()
            .anyMatch(name -> {
              Matcher proven = PROVEN.matcher(name);
              return proven.matches()
                  ? proven.group(2).equals(said.by())
                      && ("oidc " + proven.group(1)).equals(said.proof())
                  : same(name, said.by());
            });
  }

  private static boolean same(String one, String other) {
    return key(one).equals(key(other));
  }

  private static String key(String name) {
    return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
