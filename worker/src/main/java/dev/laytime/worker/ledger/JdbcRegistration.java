package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes configuration in, in one transaction. */
final class JdbcRegistration implements Registration {

  private final Tables tables;
  private final Installation installation;

  JdbcRegistration(Tables tables) {
    this.tables = tables;
    this.installation = new Installation(tables.sql);
  }

  @Override
  public Changes register(LedgerSettings settings, Instant now) {
    return tables.sql.write(
        "take the configuration into the ledger",
        () -> {
          String id = installation.lock();
          List<StageRow> before = tables.stages.configured();
          tables.rules.replace(settings.rules(), now);
          boolean more = sources(settings.sources(), now);
          settings.stages().forEach(tables.stages::register);
          List<String> names = settings.stages().stream().map(StageSettings::name).toList();
          tables.stages.keepOnly(names);
          tables.stages.revise(tables.rules.all());
          List<Reference> look = look(before, tables.stages.configured());
          tables.looks.owe(look, "the policy changed");
          if (more) {
            tables.looks.owe(tables.lives.leaving(), "a source is scanned that was not");
          }
          return new Changes(
              id, look, settings.sources().stream().map(SourceSettings::name).toList(), names);
        });
  }

  /** Whether any is scanned from now on that was not: lives may wait for it. */
  private boolean sources(List<SourceSettings> sources, Instant now) {
    Set<String> before =
        tables.sources.registered().stream()
            .filter(SourceRow::configured)
            .map(SourceRow::name)
            .collect(Collectors.toSet());
    Set<String> names = new HashSet<>();
    for (SourceSettings source : sources) {
      names.add(source.name());
      tables.sources.register(source, now);
    }
    for (SourceRow known : tables.sources.registered()) {
      if (known.configured() && !names.contains(known.name())) {
        tables.sources.lostByConfiguration(known.name());
      }
    }
    return !before.containsAll(names);
  }

  /** Lives whose stage, or what was decided for it, is another than before. */
  private List<Reference> look(List<StageRow> before, List<StageRow> after) {
    if (revisions(before).equals(revisions(after))) {
      return List.of();
    }
    List<Reference> look = new ArrayList<>();
    for (Repository repository : tables.lives.repositories()) {
      if (!policy(before, repository).equals(policy(after, repository))) {
        look.addAll(tables.lives.imagesIn(repository));
      }
    }
    return look;
  }

  private static Map<String, String> revisions(List<StageRow> stages) {
    return stages.stream().collect(Collectors.toMap(StageRow::name, StageRow::revision));
  }

  private static Optional<String> policy(List<StageRow> stages, Repository repository) {
    return Stages.of(stages, repository).map(stage -> stage.name() + " " + stage.revision());
  }

  @Override
  public List<Reference> unfinishedLives(
      boolean quarantined, @Nullable Reference after, int limit) {
    return tables.sql.read(
        "list the lives that are not over",
        () -> tables.lives.unfinished(quarantined, after, limit));
  }
}
