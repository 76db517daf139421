package dev.laytime.activities.registry.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * How we show one registry who we are: first not at all, then as it asks.
 *
 * <p>It belongs to one registry, so what it knows goes to no other.
 */
final class Authentication {

  private final Transport transport;
  private final Credentials credentials;
  private final TokenServer tokens;
  private final ConcurrentMap<TokenKey, Token> cache = new ConcurrentHashMap<>();
  private volatile @Nullable Challenge challenge;
  private volatile @Nullable Answer lastAnswer;

  /** Who we are, as of an edition: to ask may run a program. */
  private record Answer(Object edition, Optional<Credential> credential) {}

  /** A token serves one scope and one credential. */
  private record TokenKey(String scope, Optional<Credential> credential) {}

  Authentication(Transport transport, Credentials credentials) {
    this.transport = transport;
    this.credentials = credentials;
    this.tokens = new TokenServer(transport);
  }

  /** Adds what the registry asked for earlier, if anything. */
  void authorize(HttpUriRequestBase request, String scope) throws RegistryException {
    switch (challenge) {
      case null -> {}
      case Challenge.Basic _ -> {
        Optional<String> value = basic();
        if (value.isPresent()) {
          set(request, value.get());
        }
      }
      case Challenge.Bearer bearer -> set(request, "Bearer " + token(bearer, scope).value());
    }
  }

  /**
   * Learns from a refusal.
   *
   * @return whether asking again can help
   */
  boolean learn(Response refusal, String scope) throws RegistryException {
    Optional<Challenge> asked = Challenge.choose(refusal.headers("WWW-Authenticate"));
    if (asked.isEmpty()) {
      return false;
    }
    challenge = asked.get();
    if (asked.get() instanceof Challenge.Bearer) {
      cache.keySet().removeIf(key -> key.scope().equals(scope));
      return true;
    }
    lastAnswer = null; // the password may be another by now
    return basic().isPresent();
  }

  private Token token(Challenge.Bearer bearer, String scope) throws RegistryException {
    Answer known = known();
    Token token = known == null ? null : cache.get(new TokenKey(scope, known.credential()));
    if (token != null && token.isFresh()) {
      return token;
    }
    Optional<Credential> credential = ask().credential();
    Token fresh = tokens.fetch(bearer, scope, credential);
    cache.put(new TokenKey(scope, credential), fresh);
    return fresh;
  }

  /** What we were told last, if it may still hold. */
  private @Nullable Answer known() {
    Answer answer = lastAnswer;
    return answer != null && answer.edition().equals(credentials.edition()) ? answer : null;
  }

  private Answer ask() throws RegistryException {
    Object edition = credentials.edition();
    Answer answer = new Answer(edition, credentials.of(transport.endpoint().login()));
    lastAnswer = answer;
    transport.as(answer.credential().map(Credential::login).orElse(""));
    return answer;
  }

  private Optional<String> basic() throws RegistryException {
    Answer known = known();
    return (known == null ? ask() : known)
        .credential()
        .filter(Credential.UsernamePassword.class::isInstance)
        .map(credential -> basic((Credential.UsernamePassword) credential));
  }

  static String basic(Credential.UsernamePassword credential) {
    String pair = credential.username() + ":" + credential.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static void set(HttpUriRequestBase request, String value) {
    request.setHeader("Authorization", value);
  }
}
