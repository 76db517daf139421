package dev.laytime.worker.ledger;

import dev.laytime.activity.StageOrders;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Removals.Leftovers;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.mirror.MirrorRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ledger's word about a workshop: nothing in it is an image of its stage, and all of it may go
 * once nobody builds there and nobody names any of it.
 */
record WorkshopWord(Tables tables, Repository workshop) {

  Leftovers leftovers() {
    StageRow stage = tables.stages.ofWorkshop(workshop).orElse(null);
    if (stage == null) {
      return new Leftovers(List.of("it is no rule's workshop in any stage"), List.of());
    }
    String rule = workshop.path().substring(workshop.path().lastIndexOf('/') + 1);
    List<String> objections = new ArrayList<>();
    settings(stage, objections);
    if (isAtWork(rule)) {
      objections.add("a build by rule %s is not over".formatted(rule));
    }
    named(objections);
    return new Leftovers(objections, brought(rule));
  }

  private boolean isAtWork(String rule) {
    return tables
            .sql
            .sql("SELECT COUNT(*) FROM builds WHERE rule = ? AND ended_at IS NULL")
            .param(rule)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** What the last builds brought, each once. */
  private List<Digest> brought(String rule) {
    return tables
        .sql
        .sql(
            """
            SELECT digest FROM builds WHERE rule = ? AND digest IS NOT NULL AND ended_at IS NOT NULL
            ORDER BY ended_at DESC, build, request_id FETCH FIRST 100 ROWS ONLY\
            """)
        .param(rule)
        .query((row, _) -> new Digest(Cells.text(row, "digest")))
        .list()
        .stream()
        .distinct()
        .toList();
  }

  private void settings(StageRow stage, List<String> objections) {
    if (!stage.settings().deletionEnabled()) {
      objections.add("stage %s is observe-only".formatted(stage.name()));
    }
    if (stage.settings().dryRun()) {
      objections.add(StageOrders.DRY_RUN);
    }
    StagePause pause = stage.paused(tables.clock.instant());
    if (pause != null) {
      objections.add(pause.toString());
    }
    if (stage.owners() == null) {
      objections.add("nobody has looked yet who else deletes in stage " + stage.name());
    }
    String others = stage.objection();
    if (others != null) {
      objections.add(others);
    }
  }

  /** Whoever pulls from there does what nobody should, and keeps it. */
  private void named(List<String> objections) {
    Set<Repository> names = new LinkedHashSet<>(Set.of(workshop));
    for (MirrorRule rule : tables.rules.all().rules()) {
      rule.target().rest(workshop).flatMap(rule.source()::append).ifPresent(names::add);
    }
    for (Repository name : names) {
      if (tables.references.isNamed(name)) {
        objections.add("a source of use names something in " + name);
      }
    }
    for (Digest digest : tables.objects.digestsIn(workshop)) {
      objections.add("an object holds " + digest);
    }
  }
}
