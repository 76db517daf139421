package dev.laytime.worker.registration;

import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.LentLogins;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every minute whether a login has come since the start: a rule that would lend it orders
 * nothing until somebody says who may order what, or until no worker has it any longer.
 */
public final class LoginWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoginWatch.class);

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final MirrorLogins logins;
  private final LentLogins lent;
  private final Runnable wake;
  private final InstantSource clock;
  private final Map<RepositoryPrefix, Instant> said = new ConcurrentHashMap<>();
  private final Set<RepositoryPrefix> told = ConcurrentHashMap.newKeySet();
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Of one worker.
   *
   * @param wake has those lives told that are owed a word
   */
  public LoginWatch(MirrorLogins logins, LentLogins lent, Runnable wake, InstantSource clock) {
    this.logins = logins;
    this.lent = lent;
    this.wake = wake;
    this.clock = clock;
  }

  void start() {
    thread.execute(() -> {
      try {
        while (true) {
          look();
          Thread.sleep(EVERY);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it is closed
      }
    });
  }

  /**
   * Whether a rule would lend a login of this worker, or of another that shares the ledger: else
   * two that have other logins would change it back and forth.
   */
  public Lending lends(MirrorRule rule) {
    Lending own = logins.lends(rule);
    if (rule.limits().explicit()) {
      return own;
    }
    RepositoryPrefix source = rule.source();
    if (own == Lending.LENDS && isDue(source)) {
      say(Set.of(source));
    }
    return lent.all().contains(source) ? Lending.LENDS : own;
  }

  private boolean isDue(RepositoryPrefix source) {
    Instant last = said.get(source);
    return last == null || !clock.instant().isBefore(last.plus(EVERY));
  }

  /** Once. */
  void look() {
    try {
      Set<RepositoryPrefix> before = lent.all();
      Set<RepositoryPrefix> now = new HashSet<>();
      for (MirrorRule rule : lent.unlimited()) {
        Lending lending = logins.lends(rule);
        boolean unsure = lending == Lending.UNKNOWN && before.contains(rule.source());
        if (lending == Lending.LENDS || unsure) {
          now.add(rule.source());
          tell(rule);
        }
      }
      told.retainAll(now);
      if (!now.isEmpty() || !before.isEmpty()) {
        say(now);
      }
    } catch (RuntimeException e) {
      log.warn("nobody looked which rules lend a login; the next look is in a minute", e);
    }
  }

  private void tell(MirrorRule rule) {
    if (told.add(rule.source())) {
      log.error(
          "this worker has a login for {}, and whoever may create a Pod could have images brought"
              + " with it: the mirror rule of {} orders nothing until it says who may order what,"
              + " with `repositories` and `namespaces`",
          rule.source(),
          rule.target());
    }
  }

  private void say(Set<RepositoryPrefix> sources) {
    Instant now = clock.instant();
    if (lent.say(sources, now)) {
      wake.run();
    }
    said.values().removeIf(last -> last.isBefore(now.minus(EVERY)));
    sources.forEach(source -> said.put(source, now));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
