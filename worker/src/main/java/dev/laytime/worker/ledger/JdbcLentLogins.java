package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keeps them beside the rules. */
final class JdbcLentLogins implements LentLogins {

  private final Tables tables;
  private final JdbcRegistration registration;

  JdbcLentLogins(Tables tables) {
    this.tables = tables;
    this.registration = new JdbcRegistration(tables);
  }

  @Override
  public List<MirrorRule> unlimited() {
    return tables.sql.read(
        "read which rules anybody orders by",
        () ->
            tables.rules.known().stream()
                .filter(rule -> rule.present() && !rule.alias() && !rule.limits().explicit())
                .toList());
  }

  @Override
  public Set<RepositoryPrefix> all() {
    return tables.sql.read("read what there are logins for", tables.logins::all);
  }

  @Override
  public boolean say(Collection<RepositoryPrefix> sources, Instant now) {
    return registration.loggedIn(sources, now);
  }
}
