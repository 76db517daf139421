package dev.laytime.worker.registration;

import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.LifeMessages;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.startup.RefusedToStartException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes configuration into the ledger, and tells workflows what follows. */
public final class Registrar {

  private static final Logger log = LoggerFactory.getLogger(Registrar.class);

  private final LaytimeProperties properties;
  private final Registration registration;
  private final LifeMessages lives;
  private final OwedWords owed;
  private final Loops loops;
  private final MirrorLogins logins;
  private final InstantSource clock;
  private final boolean managing;
  private final AtomicReference<Registration.@Nullable Changes> changes = new AtomicReference<>();

  /**
   * A registrar of one worker's configuration.
   *
   * @param managing false for a worker that manages nothing, whatever is configured
   */
  public Registrar(
      LaytimeProperties properties,
      Registration registration,
      LifeMessages lives,
      OwedWords owed,
      Loops loops,
      MirrorLogins logins,
      InstantSource clock,
      boolean managing) {
    this.properties = properties;
    this.registration = registration;
    this.lives = lives;
    this.owed = owed;
    this.loops = loops;
    this.logins = logins;
    this.clock = clock;
    this.managing = managing;
  }

  /**
   * Registers what is configured; before anything polls, so that no life decides by an older
   * configuration than this.
   *
   * @throws RefusedToStartException if the ledger cannot be reached, or a rule lends a login
   */
  public void register() {
    try {
      if (managing && (properties.manages() || leftAlone())) {
        logins.check(properties.ledgerSettings().rules());
        changes.set(registration.register(properties.ledgerSettings(), clock.instant()));
      }
    } catch (LedgerUnavailableException e) {
      throw new RefusedToStartException(
          "take the configuration into the ledger",
          String.valueOf(e.getMessage()),
          "start its database, or correct laytime.ledger.url, .username and .password-file",
          e);
    }
  }

  /**
   * Has loops started and lives woken, and every life started that should run: whatever Temporal
   * has lost, the ledger has not.
   */
  public void announce(Announcements announcements) {
    Registration.Changes registered = changes.get();
    if (registered == null) {
      return;
    }
    List<Announcement> all = new ArrayList<>();
    registered
        .sources()
        .forEach(source ->
            all.add(new Announcement("start the scans of " + source, () -> loops.scan(source))));
    registered
        .stages()
        .forEach(stage ->
            all.add(new Announcement("start the sweeps of " + stage, () -> loops.sweep(stage))));
    all.add(owed.announcement());
    all.add(new Revival(registration, lives, announcements).announcement());
    announcements.send(all);
    log.info(
        "registered installation={} sources={} stages={} changed={}",
        registered.installation(),
        registered.sources(),
        registered.stages(),
        registered.look().size());
  }

  /**
   * Whether a ledger of our own still has lives although nothing is configured any longer: they
   * must learn that no stage has them. A shared ledger may be another worker's to manage.
   */
  private boolean leftAlone() {
    return properties.ledger().configuredUrl().isEmpty()
        && (isAnyUnfinished(true) || isAnyUnfinished(false));
  }

  private boolean isAnyUnfinished(boolean quarantined) {
    return !registration.unfinishedLives(quarantined, null, 1).isEmpty();
  }
}
