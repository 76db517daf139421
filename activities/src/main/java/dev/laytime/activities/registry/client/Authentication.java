package dev.laytime.activities.registry.client;

import dev.laytime.ledger.Urgency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * How we show one registry who we are: first not at all, then as it asks.
 *
 * <p>It belongs to one registry, so what it knows goes to no other.
 */
final class Authentication {

  /** Where an answer is kept that is the same for all repositories. */
  private static final String EVERYWHERE = "*";

  private final Transport transport;
  private final Credentials credentials;
  private final InstantSource clock;
  private final TokenServer tokens;
  private final ConcurrentMap<TokenKey, Token> cache = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();

  /** Many requests want the same token at once: one fetches it. */
  private final Striped fetches = new Striped();

  private volatile @Nullable Challenge challenge;

  /** Who we are, as of an edition: to ask may run a program. */
  private record Answer(Object edition, Optional<Credential> credential) {}

  /** A token serves one scope and one credential. */
  private record TokenKey(String scope, Optional<Credential> credential) {}

  Authentication(Transport transport, Credentials credentials) {
    this(transport, credentials, InstantSource.system());
  }

  Authentication(Transport transport, Credentials credentials, InstantSource clock) {
    this.transport = transport;
    this.credentials = credentials;
    this.clock = clock;
    this.tokens = new TokenServer(transport, clock);
  }

  /**
   * Adds what the registry asked for earlier, if anything.
   *
   * @param needed how long a token has to be good for
   * @param urgency of what the request is for
   * @return as whom the request now goes there; empty for nobody
   */
  String authorize(HttpUriRequestBase request, Scope scope, Duration needed, Urgency urgency)
      throws RegistryException {
    return switch (challenge) {
      case null -> "";
      case Challenge.Basic _ -> {
        Optional<Credential.UsernamePassword> password = password(scope);
        password.ifPresent(known -> set(request, basic(known)));
        yield login(password);
      }
      case Challenge.Bearer bearer -> {
        set(request, "Bearer " + token(bearer, scope, needed, urgency).value());
        yield login(credential(scope));
      }
    };
  }

  /**
   * Learns from a refusal.
   *
   * @return whether asking again can help
   */
  boolean learn(Response refusal, Scope scope) throws RegistryException {
    Optional<Challenge> asked = Challenge.choose(refusal.headers("WWW-Authenticate"));
    if (asked.isEmpty()) {
      return false;
    }
    challenge = asked.get();
    if (asked.get() instanceof Challenge.Bearer) {
      cache.keySet().removeIf(key -> key.scope().equals(scope.text()));
      return true;
    }
    answers.clear(); // the password may be another by now
    return password(scope).isPresent();
  }

  private Token token(Challenge.Bearer bearer, Scope scope, Duration needed, Urgency urgency)
      throws RegistryException {
    Token token = cached(scope, needed);
    if (token != null) {
      return token;
    }
    Lock fetching = fetches.get(scope.text());
    fetching.lock();
    try {
      Token meanwhile = cached(scope, needed);
      return meanwhile == null ? fetch(bearer, scope, urgency) : meanwhile;
    } finally {
      fetching.unlock();
    }
  }

  private @Nullable Token cached(Scope scope, Duration needed) {
    Answer known = known(scope);
    Token token = known == null ? null : cache.get(new TokenKey(scope.text(), known.credential()));
    return token != null && token.lasts(needed, clock.instant()) ? token : null;
  }

  private Token fetch(Challenge.Bearer bearer, Scope scope, Urgency urgency)
      throws RegistryException {
    Optional<Credential> credential = ask(scope).credential();
    Token fresh = tokens.fetch(bearer, scope, credential, urgency);
    Instant now = clock.instant();
    cache.values().removeIf(old -> !old.lasts(Duration.ZERO, now));
    cache.put(new TokenKey(scope.text(), credential), fresh);
    return fresh;
  }

  private Optional<Credential.UsernamePassword> password(Scope scope) throws RegistryException {
    return credential(scope)
        .filter(Credential.UsernamePassword.class::isInstance)
        .map(Credential.UsernamePassword.class::cast);
  }

  private Optional<Credential> credential(Scope scope) throws RegistryException {
    Answer known = known(scope);
    return (known == null ? ask(scope) : known).credential();
  }

  /** What we were told last, if it may still hold. */
  private @Nullable Answer known(Scope scope) {
    Answer own = answers.get(scope.repository());
    Answer answer = own == null ? answers.get(EVERYWHERE) : own;
    return answer != null && answer.edition().equals(credentials.edition()) ? answer : null;
  }

  private Answer ask(Scope scope) throws RegistryException {
    Object edition = credentials.edition();
    String registry = transport.endpoint().login();
    Optional<Credential> credential =
        credentials.of(new Credentials.Place(registry, scope.repository()));
    Answer answer = new Answer(edition, credential);
    if (credentials.tellsRepositoriesApart(registry)) {
      answers.put(scope.repository(), answer);
      answers.remove(EVERYWHERE);
    } else {
      answers.clear();
      answers.put(EVERYWHERE, answer);
    }
    return answer;
  }

  private static String login(Optional<? extends Credential> credential) {
    return credential.map(Credential::login).orElse("");
  }

  static String basic(Credential.UsernamePassword credential) {
    String pair = credential.username() + ":" + credential.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static void set(HttpUriRequestBase request, String value) {
    request.setHeader("Authorization", value);
  }
}
