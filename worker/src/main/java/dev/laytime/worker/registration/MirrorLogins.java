package dev.laytime.worker.registration;

import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.startup.RefusedToStartException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether mirror rules lend a login: whoever may create a Pod orders images by them, also those
 * that only the worker may pull. An answer holds for a minute, and while the edition of what was
 * asked does: each may cost a process, and such a program can come to another without any sign.
 */
public final class MirrorLogins {

  private static final Logger log = LoggerFactory.getLogger(MirrorLogins.class);

  private static final Duration HOLDS = Duration.ofMinutes(1);

  private final List<RegistrySettings> registries;
  private final Credentials others;
  private final InstantSource clock;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /**
   * What there was for a host.
   *
   * @param unknown why nobody can tell; empty where that is known
   */
  private record Answer(Object edition, Instant until, boolean login, String unknown) {

    Lending lending() {
      if (login) {
        return Lending.LENDS;
      }
      return unknown.isEmpty() ? Lending.NOTHING : Lending.UNKNOWN;
    }
  }

  /**
   * Of one worker.
   *
   * @param others of registries that have none of their own
   */
  public MirrorLogins(List<RegistrySettings> registries, Credentials others, InstantSource clock) {
    this.registries = List.copyOf(registries);
    this.others = others;
    this.clock = clock;
  }

  /**
   * Looks at every rule.
   *
   * @throws RefusedToStartException if one lends a login to whom nobody named, or may do so
   */
  void check(List<MirrorRule> rules) {
    for (MirrorRule rule : rules) {
      if (rule.present() && !rule.alias() && lends(rule) != Lending.NOTHING) {
        throw new RefusedToStartException(
            "take the mirror rule of %s".formatted(rule.target()),
            why(rule.source()),
            rule.limits().repositories().isEmpty()
                ? "say in the rule who may order what, as in `repositories: [team/*]` and"
                    + " `namespaces: [team-*]`; [\"**\"] and [\"*\"] are all of them"
                : "say in the rule who may order that, as in `namespaces: [team-*]`; [\"*\"] are"
                    + " all of them, and [\"-\"] is nobody");
      }
    }
  }

  private String why(RepositoryPrefix source) {
    String unknown = answer(source.registry()).unknown();
    return (unknown.isEmpty()
            ? "this worker has a login for %s, and "
            : "whether this worker has a login for %s is unknown (" + unknown + "): perhaps ")
        .formatted(source)
        .concat("whoever may create a Pod could have images brought with it");
  }

  /** Whether a rule has a login upstream, and lets everybody order, or everything be ordered. */
  public Lending lends(MirrorRule rule) {
    return rule.limits().explicit() ? Lending.NOTHING : answer(rule.source().registry()).lending();
  }

  /** Repositories that are told apart count as one: some of them may have a login. */
  private Answer answer(String host) {
    RegistrySettings own =
        registries.stream()
            .filter(registry -> registry.host().equals(host))
            .findFirst()
            .orElse(null);
    Credentials first = own == null ? Credentials.NONE : or(own.credentials());
    Object edition = List.of(first.edition(), others.edition());
    Instant now = clock.instant();
    Answer known = answers.get(host);
    if (known != null && known.edition().equals(edition) && now.isBefore(known.until())) {
      return known;
    }
    boolean certificate = own != null && own.tls().certificate() != null;
    String login = own == null ? host : own.login();
    Answer asked = ask(login, certificate, List.of(first, others), edition, now.plus(HOLDS));
    if (!asked.unknown().isEmpty() && (known == null || known.unknown().isEmpty())) {
      log.warn("nobody can tell whether there is a login host={} cause={}", host, asked.unknown());
    }
    answers.values().removeIf(answer -> !now.isBefore(answer.until()));
    answers.put(host, asked);
    return asked;
  }

  private static Credentials or(@Nullable Credentials credentials) {
    return credentials == null ? Credentials.NONE : credentials;
  }

  private static Answer ask(
      String host, boolean certificate, List<Credentials> all, Object edition, Instant until) {
    boolean login = certificate;
    String unknown = "";
    for (Credentials credentials : all) {
      try {
        login = login || credentials.knows(host);
      } catch (RegistryException e) {
        unknown = String.valueOf(e.getMessage());
      }
    }
    return new Answer(edition, until, login, login ? "" : unknown);
  }
}
