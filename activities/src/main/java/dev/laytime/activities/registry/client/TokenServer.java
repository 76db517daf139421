package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.URIBuilder;

/**
 * Exchanges a credential for a token.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Distribution, token
 *     authentication</a>
 */
final class TokenServer {

  private static final int LONGEST_ANSWER = 256 * 1024;
  private static final long DEFAULT_SECONDS = 60;
  private static final long LONGEST_SECONDS = 12 * 60 * 60;

  private final Transport transport;
  private final InstantSource clock;

  TokenServer(Transport transport, InstantSource clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /**
   * Fetches a token for a scope.
   *
   * @throws RegistryException if the server refuses, or its address must not be asked
   */
  Token fetch(Challenge.Bearer challenge, Scope scope, Optional<Credential> credential)
      throws RegistryException {
    String what = "get a token for " + scope.text() + " from " + host(challenge);
    if (credential.isPresent()) {
      checkSafe(challenge, what);
    }
    HttpUriRequestBase request = request(challenge, scope.text(), credential, what);
    String login = credential.map(Credential::login).orElse("");
    try (Response response = transport.sendQuestion(request, login, what)) {
      if (!response.isSuccess()) {
        throw response.toException();
      }
      return parse(response.bytes(LONGEST_ANSWER), clock.instant(), what);
    }
  }

  /** Without TLS a credential goes to the registry's own host or nowhere. */
  private void checkSafe(Challenge.Bearer challenge, String what) throws RegistryException {
    URI realm = realm(challenge, what);
    String own = AddressGuard.bare(transport.endpoint().base().getHost());
    boolean elsewhere = realm.getHost() != null && !AddressGuard.bare(realm.getHost()).equals(own);
    if (elsewhere && !"https".equalsIgnoreCase(realm.getScheme())) {
      throw new RegistryException(
          FailureType.FORBIDDEN_ADDRESS,
          what,
          "our credential would go there without TLS",
          "a token server has to speak TLS, or be at the registry's own host");
    }
  }

  private static URI realm(Challenge.Bearer challenge, String what) throws RegistryException {
    try {
      return new URI(challenge.realm());
    } catch (URISyntaxException e) {
      throw RegistryErrors.unusable(what, "the realm is no address");
    }
  }

  private static HttpUriRequestBase request(
      Challenge.Bearer challenge, String scope, Optional<Credential> credential, String what)
      throws RegistryException {
    URI realm = realm(challenge, what);
    try {
      return switch (credential.orElse(null)) {
        case null -> anonymous(realm, challenge.service(), scope);
        case Credential.IdentityToken identity ->
            refresh(realm, challenge.service(), scope, identity);
        case Credential.UsernamePassword password -> {
          HttpGet get = anonymous(realm, challenge.service(), scope);
          get.setHeader("Authorization", Authentication.basic(password));
          yield get;
        }
      };
    } catch (URISyntaxException e) {
      throw RegistryErrors.unusable(what, "the realm is no address");
    }
  }

  private static HttpGet anonymous(URI realm, String service, String scope)
      throws URISyntaxException {
    URIBuilder uri = new URIBuilder(realm);
    if (!service.isEmpty()) {
      uri.addParameter("service", service);
    }
    for (String one : scope.split(" ", -1)) {
      uri.addParameter("scope", one);
    }
    return new HttpGet(uri.build());
  }

  private static HttpPost refresh(
      URI realm, String service, String scope, Credential.IdentityToken identity) {
    HttpPost post = new HttpPost(realm);
    List<NameValuePair> form = new ArrayList<>();
    if (!service.isEmpty()) {
      form.add(new BasicNameValuePair("service", service));
    }
    form.add(new BasicNameValuePair("grant_type", "refresh_token"));
    form.add(new BasicNameValuePair("client_id", "laytime"));
    form.add(new BasicNameValuePair("scope", scope));
    form.add(new BasicNameValuePair("refresh_token", identity.token()));
    post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    return post;
  }

  /**
   * Reads a token server's answer.
   *
   * @param now when it was given
   */
  static Token parse(byte[] answer, Instant now, String what) throws RegistryException {
    try {
      JsonNode json = ManifestContent.JSON.readTree(answer);
      String token = json.path("token").asText();
      String value = token.isEmpty() ? json.path("access_token").asText() : token;
      if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
        throw RegistryErrors.unusable(what, "its answer holds no token");
      }
      long seconds = json.path("expires_in").asLong(DEFAULT_SECONDS);
      long bounded = seconds <= 0 ? DEFAULT_SECONDS : Math.min(seconds, LONGEST_SECONDS);
      return new Token(value, Duration.ofSeconds(bounded), now.plusSeconds(bounded));
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw RegistryErrors.unusable(what, "its answer is no JSON");
    }
  }

  private static String host(Challenge.Bearer challenge) {
    try {
      String host = URI.create(challenge.realm()).getAuthority();
      return host == null ? "its token server" : RegistryErrors.clean(host);
    } catch (IllegalArgumentException e) {
      return "its token server";
    }
  }
}
