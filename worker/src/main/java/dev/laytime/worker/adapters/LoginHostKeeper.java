package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imageoperator.ImageOperatorSettings;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.registry.client.HostLogins;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.ledger.RememberedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which hosts image-operator's two logins are for: those that somebody said, else those that
 * all objects agreed on when the adapter first looked at them.
 */
public final class LoginHostKeeper {

  private static final Logger log = LoggerFactory.getLogger(LoginHostKeeper.class);

  private final LoginHosts said;
  private final RememberedHosts memory;
  private final HostLogins logins;
  private final Insecure insecure;
  private final AtomicReference<LoginHosts> hosts;

  /**
   * Which of these hosts are spoken to without TLS.
   *
   * @param sources those that are read from
   * @param destinations those that are written to
   */
  public record Insecure(boolean sources, boolean destinations) {}

  /**
   * A keeper of one worker.
   *
   * @param said by a person; empty sets where nobody did
   */
  public LoginHostKeeper(
      LoginHosts said, RememberedHosts memory, HostLogins logins, Insecure insecure) {
    this.said = said;
    this.memory = memory;
    this.logins = logins;
    this.insecure = insecure;
    this.hosts = new AtomicReference<>(said);
    tell(said);
  }

  /** Takes what was remembered by an earlier start, before anything is copied. */
  public void recall() {
    try {
      memory.find(ImageOperatorSettings.NAME).ifPresent(this::use);
    } catch (LedgerUnavailableException e) {
      log.warn("which hosts the logins are for is not known yet cause={}", e.getMessage());
    }
  }

  /** Those that count; these are remembered where none ever were. */
  LoginHosts settle(LoginHosts agreed) {
    use(
        memory.remember(
            ImageOperatorSettings.NAME,
            new RememberedHosts.Hosts(agreed.sources(), agreed.destinations())));
    return hosts.get();
  }

  private void use(RememberedHosts.Hosts remembered) {
    LoginHosts now =
        new LoginHosts(
            said.sources().isEmpty() ? remembered.sources() : said.sources(),
            said.destinations().isEmpty() ? remembered.destinations() : said.destinations());
    if (!now.equals(hosts.getAndSet(now))) {
      tell(now);
    }
  }

  private void tell(LoginHosts now) {
    logins.are(new HostLogins.Hosts(now.sources(), now.destinations()));
    if (now.equals(LoginHosts.NONE)) {
      return;
    }
    log.info(
        "hosts of image-operator's logins to-read-from={} login={} to-write-to={} login={}",
        now.sources(),
        logins.hasReading(),
        now.destinations(),
        logins.hasWriting());
  }

  /** How a host is reached where no person configured it; null for as any other. */
  public @Nullable RegistrySettings settings(String host) {
    LoginHosts now = hosts.get();
    boolean plain =
        (insecure.sources() && now.sources().contains(host))
            || (insecure.destinations() && now.destinations().contains(host));
    return plain ? new RegistrySettings(host, null, true) : null;
  }

  /** What somebody should set; empty where nothing is missing. */
  String note() {
    List<String> notes = new ArrayList<>();
    note(logins.hasReading(), hosts.get().sources(), "CREDS_SOURCE_USERNAME", "SOURCE", notes);
    note(
        logins.hasWriting(),
        hosts.get().destinations(),
        "CREDS_DESTINATION_USERNAME",
        "DESTINATION",
        notes);
    return String.join("; ", notes);
  }

  private static void note(
      boolean login, Set<String> hosts, String variable, String role, List<String> notes) {
    if (login && hosts.isEmpty()) {
      notes.add(
          "%s is shown to no host, as objects did not agree on one: set LAYTIME_COMPAT_%s_HOSTS"
              .formatted(variable, role));
    }
  }
}
