package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest extends RegistryTest {

  private static final String MANIFEST = "/v2/app/manifests/v1";
  private static final String RIGHT = basic("ada:secret");
  private static final String WRONG = basic("ada:guess");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  @BeforeEach
  void push() {
    pushImage("app", "v1");
  }

  @Test
  void asksForAPassword() {
    registry.behaviours().turnOn(new Behaviour.BasicAuthentication("ada", "secret"));

    HttpResponse<String> response = client.get("/v2/");

    assertRefused(response, 401, "UNAUTHORIZED");
    assertThat(header(response, "WWW-Authenticate")).isEqualTo("Basic realm=\"laytime\"");
    assertThat(client.get(MANIFEST, "Authorization", WRONG).statusCode()).isEqualTo(401);
    assertThat(client.get(MANIFEST, "Authorization", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhereTokensAreAndWhatFor() {
    tokens(Duration.ofMinutes(5), false);
    String realm =
        "Bearer realm=\"http://%s/token\",service=\"laytime\"".formatted(registry.address());

    assertThat(header(client.get("/v2/"), "WWW-Authenticate")).isEqualTo(realm);
    assertThat(header(client.get(MANIFEST), "WWW-Authenticate"))
        .isEqualTo(realm + ",scope=\"repository:app:pull\"");
    assertThat(header(client.delete(MANIFEST), "WWW-Authenticate"))
        .isEqualTo(realm + ",scope=\"repository:app:delete\"");
    assertThat(header(client.post("/v2/app/blobs/uploads/?from=base"), "WWW-Authenticate"))
        .isEqualTo(realm + ",scope=\"repository:app:pull,push repository:base:pull\"");
    assertThat(header(client.get("/v2/_catalog"), "WWW-Authenticate"))
        .isEqualTo(realm + ",scope=\"registry:catalog:*\"");
  }

  @Test
  void givesTokensForTheRightPasswordOnly() {
    tokens(Duration.ofMinutes(5), false);

    assertRefused(client.get("/token"), 401, "UNAUTHORIZED");
    assertRefused(client.get("/token", "Authorization", WRONG), 401, "UNAUTHORIZED");
    assertThat(client.get("/token", "Authorization", RIGHT).body())
        .contains("\"expires_in\":300,\"issued_at\":\"2026-11-01T00:00:00Z\"");
  }

  @Test
  void permitsWhatTheTokenIsForAndNothingElse() {
    tokens(Duration.ofMinutes(5), false);
    String token = token("?scope=repository:app:pull", RIGHT);

    assertThat(client.get(MANIFEST, "Authorization", token).statusCode()).isEqualTo(200);
    assertThat(client.get("/v2/", "Authorization", token).statusCode()).isEqualTo(200);
    HttpResponse<String> push = client.put(MANIFEST, IMAGE.text(), "Authorization", token);
    assertRefused(push, 401, "UNAUTHORIZED");
    assertThat(header(push, "WWW-Authenticate")).endsWith(",error=\"invalid_token\"");
    assertThat(client.get("/v2/other/tags/list", "Authorization", token).statusCode())
        .isEqualTo(401);
    assertThat(client.get("/v2/", "Authorization", "Bearer invented").statusCode()).isEqualTo(401);
  }

  @Test
  void permitsEverythingThatWasAskedForAtOnce() {
    tokens(Duration.ofMinutes(5), false);
    String token = token("?scope=repository:app:pull,push&scope=repository:b:pull", RIGHT);

    HttpResponse<String> push =
        client.put(
            MANIFEST, IMAGE.text(), "Authorization", token, "Content-Type", IMAGE.mediaType());

    assertThat(push.statusCode()).isEqualTo(201);
    assertThat(client.get("/v2/b/tags/list", "Authorization", token).statusCode()).isEqualTo(404);
  }

  @Test
  void letsTokensExpire() {
    tokens(Duration.ofSeconds(60), false);
    String token = token("?scope=repository:app:pull", RIGHT);

    time.pause(Duration.ofSeconds(59));
    assertThat(client.get(MANIFEST, "Authorization", token).statusCode()).isEqualTo(200);
    time.pause(Duration.ofSeconds(1));

    assertThat(client.get(MANIFEST, "Authorization", token).statusCode()).isEqualTo(401);
  }

  @Test
  void letsAnyonePullWhereThatIsTurnedOn() {
    tokens(Duration.ofMinutes(5), true);
    Matcher pull = TOKEN.matcher(client.get("/token?scope=repository:app:pull").body());
    Matcher push = TOKEN.matcher(client.get("/token?scope=repository:app:pull,push").body());
    assertThat(pull.find() && push.find()).isTrue();

    assertThat(client.get(MANIFEST, "Authorization", "Bearer " + pull.group(1)).statusCode())
        .isEqualTo(200);
    assertThat(
            client
                .put(MANIFEST, IMAGE.text(), "Authorization", "Bearer " + push.group(1))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void showsNoPassword() {
    assertThat(new Behaviour.BasicAuthentication("ada", "secret").toString())
        .doesNotContain("secret");
    assertThat(new Behaviour.TokenAuthentication("ada", "secret", Duration.ZERO, true).toString())
        .doesNotContain("secret");
  }

  private void tokens(Duration lifetime, boolean anonymousPull) {
    registry
        .behaviours()
        .turnOn(new Behaviour.TokenAuthentication("ada", "secret", lifetime, anonymousPull));
  }

  private String token(String query, String authorization) {
    Matcher matcher =
        TOKEN.matcher(client.get("/token" + query, "Authorization", authorization).body());
    assertThat(matcher.find()).isTrue();
    return "Bearer " + matcher.group(1);
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
