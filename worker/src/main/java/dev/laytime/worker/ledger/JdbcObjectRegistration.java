package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes objects in beside the configuration, and says what they are judged by. */
final class JdbcObjectRegistration implements ObjectRegistration {

  private final Tables tables;
  private final JdbcRegistration registration;

  JdbcObjectRegistration(Tables tables) {
    this.tables = tables;
    this.registration = new JdbcRegistration(tables);
  }

  @Override
  public Answer take(ObjectSettings objects, String cluster, LedgerSettings settings, Instant now) {
    return registration.take(objects, cluster, settings, now);
  }

  @Override
  public Optional<ObjectSettings.ObjectSource> source(String name) {
    return tables.sql.read("look how to scan " + name, () -> tables.objects.source(name));
  }

  @Override
  public Map<String, String> scans() {
    return tables.sql.read(
        "look how scans ended",
        () -> {
          Map<String, String> scans = new HashMap<>();
          for (SourceRow source : tables.sources.registered()) {
            SourceRow.Scan last = source.last();
            if (last != null) {
              scans.put(source.name(), lacks(last));
            }
          }
          return scans;
        });
  }

  /** Without its number: the same for as long as the same is missing. */
  private static String lacks(SourceRow.Scan scan) {
    if (scan.counts()) {
      return "";
    }
    if (scan.identityChanged()) {
      return "it is not the source that was registered";
    }
    return scan.held().isEmpty() ? String.join(", ", scan.gaps()) : "held: " + scan.held();
  }

  @Override
  public List<String> sources() {
    return tables.sql.read(
        "list the sources of use",
        () -> tables.sources.registered().stream().map(SourceRow::name).toList());
  }

  @Override
  public List<String> otherSources() {
    return tables.sql.read("list the sources of use that no object made", tables.sources::others);
  }

  @Override
  public List<String> otherPaths() {
    return tables.sql.read("list the paths that no object made", tables.promotions.paths::others);
  }
}
