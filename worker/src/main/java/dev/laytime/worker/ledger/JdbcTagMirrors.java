package dev.laytime.worker.ledger;

import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.TagMirror;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which mirrors select tags. */
final class JdbcTagMirrors implements TagMirrors {

  private final Tables tables;
  private final Installation installation;

  JdbcTagMirrors(Tables tables) {
    this.tables = tables;
    this.installation = new Installation(tables.sql);
  }

  @Override
  public void configure(List<TagMirror> mirrors) {
    tables.sql.change(
        "take the mirrors that select tags into the ledger",
        () -> {
          String _ = installation.lock();
          tables.tagMirrors.configure(mirrors, tables.clock.instant());
        });
  }

  @Override
  public boolean replace(AdapterSettings adapter, List<FoundMirror> mirrors) {
    return tables.sql.write(
        "take the mirrors of %s into the ledger".formatted(adapter.name()),
        () -> {
          String _ = installation.lock();
          if (!tables.adapterRules.has(adapter)) {
            return false;
          }
          tables.tagMirrors.replace(adapter.name(), mirrors, tables.clock.instant());
          return true;
        });
  }

  @Override
  public List<Known> found(String adapter) {
    return tables.sql.read(
        "list the mirrors of " + adapter,
        () ->
            tables.tagMirrors.all().stream()
                .filter(row -> adapter.equals(row.adapter()))
                .map(row ->
                    new Known(
                        row.mirror(), Objects.requireNonNullElse(row.object(), ""), row.resting()))
                .toList());
  }

  @Override
  public Optional<TagMirror> find(String name) {
    return tables.sql.read(
        "read mirror " + name, () -> tables.tagMirrors.find(name).map(TagMirrorRows.Row::mirror));
  }

  @Override
  public List<TagMirror> wanted() {
    return tables.sql.read(
        "list the mirrors that select tags",
        () ->
            tables.tagMirrors.all().stream()
                .filter(TagMirrorRows.Row::isPolled)
                .map(TagMirrorRows.Row::mirror)
                .toList());
  }
}
