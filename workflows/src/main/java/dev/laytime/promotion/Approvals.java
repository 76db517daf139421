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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may approve, and how many did. Names that differ in case or in blanks alone are one; {@code
 * ISSUER#SUBJECT} is whoever that issuer's identity token proves, to the letter. Where names must
 * be proven all count by one kind of proof, for of two kinds one person may have two.
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
   * @param said what counts for this digest and these gates, in the order in which it was said
   */
  static Report read(Approved gate, GateReading reading, List<Statement> said) {
    PromotionOrder order = reading.order();
    String proof = reading.proof();
    if (!reading.automatic() && !takes(gate, proof)) {
      String reason =
          proof == null
              ? "it is not proven that %s ordered it: order it with an identity token or a signed"
                      .formatted(order.by())
                  + " statement"
              : "that %s ordered it is proven by %s; here count orders by %s"
                  .formatted(order.by(), Proofs.kind(proof), kinds(gate));
      return new Report(gate.name(), Verdict.WAITING, reason, null);
    }
    List<Statement> approvals = approvals(gate, order, proof, said);
    String names = approvals.stream().map(Approvals::text).collect(Collectors.joining(", "));
    if (approvals.size() >= gate.count()) {
      return new Report(gate.name(), Verdict.PASSED, "approved by " + names, null);
    }
    List<Statement> candidates = candidates(gate, order, said);
    String kind = kind(gate, proof, candidates);
    String missing = missing(gate, approvals.size(), names, kind) + others(candidates, kind);
    return new Report(gate.name(), Verdict.WAITING, missing, null);
  }

  /** Whether all gates of a path that want proof take the one of an order. */
  public static boolean take(PromotionPath path, @Nullable String proof) {
    return path.gates().stream()
        .allMatch(gate -> !(gate instanceof Approved approved) || takes(approved, proof));
  }

  private static boolean takes(Approved gate, @Nullable String proof) {
    if (!gate.verified()) {
      return true;
    }
    return proof != null
        && (gate.proof() == null
            || gate.proof().equals(Proofs.kind(proof))
            || gate.orders().contains(Proofs.kind(proof)));
  }

  private static String kinds(Approved gate) {
    return Stream.concat(Stream.ofNullable(gate.proof()), gate.orders().stream())
        .collect(Collectors.joining(", "));
  }

  /**
   * Those by which a path's gates have passed, in their order.
   *
   * @param gates the hash under which they were said
   * @param proof how it is proven who gave the order; null where it is not
   */
  public static List<Statement> counted(
      PromotionPath path,
      String gates,
      PromotionOrder order,
      @Nullable String proof,
      List<Statement> statements) {
    List<Statement> said =
        statements.stream()
            .filter(one -> one.digest().equals(order.digest()) && one.gates().equals(gates))
            .toList();
    return path.gates().stream()
        .filter(Approved.class::isInstance)
        .flatMap(gate -> approvals((Approved) gate, order, proof, said).stream())
        .toList();
  }

  private static List<Statement> approvals(
      Approved gate, PromotionOrder order, @Nullable String proof, List<Statement> said) {
    List<Statement> candidates = candidates(gate, order, said);
    String kind = kind(gate, proof, candidates);
    Map<String, Statement> last = new LinkedHashMap<>();
    for (Statement statement : candidates) {
      if (kind == null || kind.equals(kind(statement))) {
        last.put(key(statement.by()), statement);
      }
    }
    return last.values().stream().filter(Statement::passed).toList();
  }

  /** What may count, if it is of the right kind. */
  private static List<Statement> candidates(
      Approved gate, PromotionOrder order, List<Statement> said) {
    return said.stream()
        .filter(statement -> !gate.verified() || statement.verified())
        .filter(statement -> statement.gate().equals(gate.name()))
        .filter(statement -> refusal(gate, order, statement.by()) == null)
        .filter(statement -> isMeant(gate, statement))
        .toList();
  }

  /** The only kind of proof that counts: the gate's, else the first; null for any, or none. */
  private static @Nullable String kind(
      Approved gate, @Nullable String proof, List<Statement> candidates) {
    if (!gate.verified()) {
      return null;
    }
    if (gate.proof() != null) {
      return gate.proof();
    }
    return proof != null
        ? Proofs.kind(proof)
        : candidates.stream().map(Approvals::kind).findFirst().orElse(null);
  }

  private static String kind(Statement statement) {
    String proof = statement.proof();
    return proof == null ? "" : Proofs.kind(proof);
  }

  private static String missing(Approved gate, int count, String names, @Nullable String kind) {
    return "%d of %d %sapprovals%s%s%s"
        .formatted(
            count,
            gate.count(),
            gate.verified() ? "verified " : "",
            kind == null ? "" : " by " + kind,
            names.isEmpty() ? "" : ": " + names,
            gate.from().isEmpty() ? "" : "; may approve: " + String.join(", ", gate.from()));
  }

  /** What does not count for its kind of proof alone. */
  private static String others(List<Statement> candidates, @Nullable String kind) {
    String others =
        candidates.stream()
            .filter(one -> kind != null && one.passed() && !kind.equals(kind(one)))
            .map(one -> "%s by %s".formatted(one.by(), kind(one)))
            .distinct()
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "; does not count: " + others;
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
                      && said.proof() != null
                      && Proofs.isOf(proven.group(1), said.proof())
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
