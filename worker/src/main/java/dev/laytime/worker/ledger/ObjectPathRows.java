package dev.laytime.worker.ledger;

import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PathConflict;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rows of what objects say of promotions' paths. */
final class ObjectPathRows {

  private final Sql sql;
  private final Json json;

  ObjectPathRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  List<ObjectPath> all() {
    return sql.sql("SELECT content FROM object_paths ORDER BY object")
        .query((row, _) -> json.read(Cells.text(row, "content"), ObjectPath.class))
        .list();
  }

  /** These are the rows now. */
  void replace(List<ObjectPath> paths) {
    sql.sql("DELETE FROM object_paths").update();
    for (ObjectPath path : paths) {
      sql.sql("INSERT INTO object_paths (object, content) VALUES (?, ?)")
          .params(path.object(), json.write(path))
          .update();
    }
  }

  /**
   * Configuration's, and those that objects say besides, as far as nothing is another by which they
   * were judged: what a namespace may, and where the stages are.
   */
  List<PathSettings> with(LedgerSettings settings, List<StageSettings> stages) {
    Predicate<ObjectPath> judged = judged(settings, stages);
    List<PathSettings> paths = new ArrayList<>(settings.promotions());
    all().stream()
        .sorted(Comparator.comparing(ObjectPath::created))
        .filter(judged)
        .map(ObjectPath::settings)
        .forEach(path -> {
          if (paths.stream().allMatch(other -> isApart(path.path(), other.path()))) {
            paths.add(path);
          }
        });
    return paths;
  }

  /**
   * The names of those of objects that something else was judged by: whether they count is known
   * when the objects were read again. What configuration says now stands in for none of them.
   */
  Set<String> notJudgedYet(LedgerSettings settings, List<StageSettings> stages) {
    return settings.ownKinds().counted()
        ? all().stream()
            .filter(judged(settings, stages).negate())
            .map(path -> path.settings().path())
            .filter(path ->
                settings.promotions().stream().allMatch(other -> isApart(path, other.path())))
            .map(PromotionPath::name)
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static Predicate<ObjectPath> judged(LedgerSettings settings, List<StageSettings> stages) {
    Map<String, RepositoryPrefix> places =
        stages.stream().collect(Collectors.toMap(StageSettings::name, StageSettings::prefix));
    return path ->
        path.judgedBy().equals(settings.ownKinds().judgedBy(path.object()))
            && places.entrySet().containsAll(path.stages().entrySet());
  }

  private static boolean isApart(PromotionPath one, PromotionPath other) {
    return !one.name().equals(other.name()) && PathConflict.between(one, other) == null;
  }
}
