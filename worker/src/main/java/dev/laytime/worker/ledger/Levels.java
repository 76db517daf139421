package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Claims;
import dev.laytime.workflow.WorkflowIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one source names, by the life that it is about.
 *
 * <p>A name inside a stage is about its own image, whether that has a life or not: it orders it,
 * and so does an upstream name where a present rule fetches on demand. Every other name, and every
 * digest, is about the lives that there are: it keeps them, and orders nothing. Only an ordered
 * digest that no life of its repository has gets one of its own.
 */
final class Levels {

  /** What a life that fails or is on its way has is not known: only these have their content. */
  private static final Set<String> WITH_CONTENT = Set.of("PRESENT", "UNUSED", "QUARANTINED");

  private final Tables tables;
  private final Ground ground;
  private final Map<String, Level> levels = new LinkedHashMap<>();
  private final List<Claim> kept = new ArrayList<>();

  Levels(Tables tables, Ground ground) {
    this.tables = tables;
    this.ground = ground;
  }

  /** A life's image, and all that a source says of it. */
  record Level(Reference image, List<NamedReferences.Row> rows) {}

  private record Claim(Reference image, NamedReferences.Row row) {}

  private record Held(String reference, Reference image, String state) {}

  /** By life, in the order of the names, where the source may speak of it. */
  Map<String, Level> of(String source) {
    all(source);
    levels.values().removeIf(level -> !ground.scopes().cover(source, level.image().repository()));
    return levels;
  }

  private void all(String source) {
    List<NamedReferences.Row> rows = tables.references.of(source);
    Map<String, List<Held>> held = held(source);
    for (NamedReferences.Row row : rows) {
      Reference plain = Claims.plain(row.reference());
      List<Held> holders = held.getOrDefault(row.reference().text(), List.of());
      for (Reference image : Claims.of(plain, Stages.prefixes(ground.stages()), ground.rules())) {
        boolean ordered = Words.orders(row, image, ground);
        if (ordered && holders.stream().noneMatch(has(image))) {
          add(image, row);
        } else {
          kept.add(new Claim(image, row));
        }
      }
      holders.forEach(holder -> add(holder.image(), row));
    }
    keep();
  }

  /** For a digest: a life by tag of its repository that is in the stage, as far as is known. */
  private static Predicate<Held> has(Reference image) {
    return holder ->
        image instanceof Reference.Pinned
            && holder.image() instanceof Reference.Tagged
            && holder.image().repository().equals(image.repository())
            && WITH_CONTENT.contains(holder.state());
  }

  /** Claims count where there is a life. */
  private void keep() {
    Set<String> lives =
        tables.lives.unfinishedOf(
            kept.stream().map(claim -> WorkflowIds.life(claim.image())).distinct().toList());
    for (Claim claim : kept) {
      if (lives.contains(WorkflowIds.life(claim.image()))) {
        add(claim.image(), claim.row());
      }
    }
  }

  private void add(Reference image, NamedReferences.Row row) {
    Level level =
        levels.computeIfAbsent(WorkflowIds.life(image), _ -> new Level(image, new ArrayList<>()));
    if (!level.rows().contains(row)) {
      level.rows().add(row);
    }
  }

  /** Lives of a named digest, of a closure that has it, or copied from a named image. */
  private Map<String, List<Held>> held(String source) {
    Map<String, List<Held>> held = new LinkedHashMap<>();
    tables
        .sql
        .sql(
            """
            SELECT r.reference, l.image, l.state FROM scan_references r
              JOIN lives l ON l.digest = r.digest AND NOT l.finished WHERE r.source = :source
            UNION
            SELECT r.reference, l.image, l.state FROM scan_references r
              JOIN closures c ON c.member = r.digest
              JOIN lives l ON l.repository = c.repository AND l.digest = c.root AND NOT l.finished
              WHERE r.source = :source
            UNION
            SELECT r.reference, l.image, l.state FROM scan_references r
              JOIN lives l ON l.source = r.reference AND NOT l.finished WHERE r.source = :source
            ORDER BY reference, image\
            """)
        .param("source", source)
        .query((row, _) ->
            new Held(
                Cells.text(row, "reference"),
                Cells.reference(row, "image"),
                Cells.text(row, "state")))
        .list()
        .forEach(
            holder -> held.computeIfAbsent(holder.reference(), _ -> new ArrayList<>()).add(holder));
    return held;
  }
}
