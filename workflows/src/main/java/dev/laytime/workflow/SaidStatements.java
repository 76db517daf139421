package dev.laytime.workflow;

import dev.laytime.promotion.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last of what was said of a promotion, each under its own request id. */
final class SaidStatements {

  private static final int MOST = 50;

  private final List<Statement> statements = new ArrayList<>();

  List<Statement> all() {
    return List.copyOf(statements);
  }

  /** What was said under an id; null for nothing that is still known here. */
  @Nullable Statement under(String requestId) {
    return statements.stream()
        .filter(one -> one.requestId().equals(requestId))
        .findFirst()
        .orElse(null);
  }

  void add(Statement statement) {
    Statement known = under(statement.requestId());
    if (known != null && !known.verified() && statement.verified()) {
      statements.set(statements.indexOf(known), statement);
    }
    if (known == null) {
      statements.add(statement);
      if (statements.size() > MOST) {
        statements.remove(leastTelling());
      }
    }
  }

  void addAll(List<Statement> all) {
    all.forEach(this::add);
  }

  void clear() {
    statements.clear();
  }

  /** One that somebody has said again since, or the oldest. */
  private Statement leastTelling() {
    Map<String, Statement> last = new LinkedHashMap<>();
    statements.forEach(one -> last.put(one.gate() + " " + one.by(), one));
    return statements.stream()
        .filter(one -> !last.containsValue(one))
        .findFirst()
        .orElse(statements.getFirst());
  }
}
