package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token endpoint.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Docker Registry,
 *     token authentication</a>
 */
final class Tokens {

  static final String PATH = "/token";

  private record Grant(List<Scope> scopes, Instant expires) {}

  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Time time;

  Tokens(Time time) {
    this.time = time;
  }

  /**
   * Gives a token.
   *
   * @throws RefusedException with {@code UNAUTHORIZED} or {@code DENIED}
   */
  Response give(Request request, Behaviour.TokenAuthentication rule) {
    List<Scope> scopes = Scope.parse(request.query().all("scope"));
    Optional<String> header = request.header("Authorization");
    if (header.isPresent()) {
      if (!BasicCredentials.match(header, rule.username(), rule.password())) {
        throw ErrorCode.UNAUTHORIZED.about("wrong name or password");
      }
    } else if (!rule.anonymousPull()) {
      throw ErrorCode.UNAUTHORIZED.about("a token needs a name and a password");
    }
    List<Scope> granted =
        header.isPresent() ? scopes : scopes.stream().filter(Scope::onlyPulls).toList();
    return answer(rule, granted);
  }

  /** Whether a token permits everything that is needed, and still does. */
  boolean permits(String token, List<Scope> needed) {
    Grant grant = grants.get(token);
    return grant != null
        && time.now().isBefore(grant.expires)
        && needed.stream().allMatch(one -> grant.scopes.stream().anyMatch(s -> s.covers(one)));
  }

  private Response answer(Behaviour.TokenAuthentication rule, List<Scope> scopes) {
    String token = UUID.randomUUID().toString();
    Instant now = time.now();
    grants.put(token, new Grant(scopes, now.plus(rule.lifetime())));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("token", token).put("access_token", token);
    json.put("expires_in", rule.lifetime().toSeconds()).put("issued_at", now.toString());
    return Response.of(200).withJson("application/json", json);
  }
}
