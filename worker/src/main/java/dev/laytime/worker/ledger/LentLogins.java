package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which upstreams workers have logins for: while one has, a mirror rule that does not say who may
 * order what lets nobody order from there.
 */
public interface LentLogins {

  /** Present rules that do not say who may order what, whoever may while there is no login. */
  List<MirrorRule> unlimited();

  /** Upstreams that any worker said so of lately. */
  Set<RepositoryPrefix> all();

  /**
   * A worker has a login for each of these; it has to say so again and again.
   *
   * @return whether that changed what any rule orders
   */
  boolean say(Collection<RepositoryPrefix> sources, Instant now);
}
