package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds over HTTP: who may order which, and what is told of them. */
@ResourceLock("application")
class BuildApiTest {

  private static final String API = "0123456789abcdef0123";
  private static final String CI = "ci-token-0123456789abc";
  private static final String OTHERS = "others-0123456789abcdef";
  private static final String ISSUER = "https://token.example.com";
  private static final String APP = "{\"image\": \"127.0.0.1:8481/demo/app:1\"}";
  private static final String CANCEL = "{\"id\": \"%s\"}".formatted(FakeBuilds.ID);

  @TempDir private static Path directory;
  private static ECKey key;
  private static ApiServer server;

  @BeforeAll
  static void start() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    Path keys =
        Files.writeString(directory.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    server =
        new ApiServer(
            Map.ofEntries(
                Map.entry("laytime.stages[0].name", "demo"),
                Map.entry("laytime.stages[0].prefix", "127.0.0.1:8481/demo"),
                Map.entry("laytime.api.token-file", secret("api", API)),
                Map.entry("laytime.builds[0].name", "app"),
                Map.entry("laytime.builds[0].images.repositories[0]", "127.0.0.1:8481/demo/app"),
                Map.entry("laytime.builds[0].git.url", "https://git.example.com/team/app.git"),
                Map.entry("laytime.builds[0].refs[0].tag", "v{tag}"),
                Map.entry("laytime.builds[0].allow.tags[0]", "v*"),
                Map.entry("laytime.builds[1].name", "site"),
                Map.entry("laytime.builds[1].images.repositories[0]", "127.0.0.1:8481/demo/site"),
                Map.entry("laytime.builds[1].git.url", "https://git.example.com/team/site.git"),
                Map.entry("laytime.builds[1].refs[0].tag", "v{tag}"),
                Map.entry("laytime.builds[1].allow.tags[0]", "v*"),
                Map.entry("laytime.api.builds.tokens[0].name", "ci"),
                Map.entry("laytime.api.builds.tokens[0].token-file", secret("ci", CI)),
                Map.entry("laytime.api.builds.tokens[0].rules[0]", "app"),
                Map.entry("laytime.api.builds.tokens[1].name", "others"),
                Map.entry("laytime.api.builds.tokens[1].token-file", secret("o", OTHERS)),
                Map.entry("laytime.api.builds.tokens[1].rules[0]", "site"),
                Map.entry("laytime.api.builds.oidc[0].issuer", ISSUER),
                Map.entry("laytime.api.builds.oidc[0].audience", "laytime"),
                Map.entry("laytime.api.builds.oidc[0].jwks-file", keys.toString()),
                Map.entry("laytime.api.builds.oidc[0].subjects[0]", "repo:team/*:**"),
                Map.entry("laytime.api.builds.oidc[0].rules[0]", "app")));
  }

  private static String secret(String name, String token) throws IOException {
    Path file = Files.writeString(directory.resolve(name), token + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
        .toString();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.builds().forget();
  }

  @Test
  void ordersWhatARuleBuildsOnceItIsWrittenDown() throws Exception {
    HttpResponse<String> answer =
        order(APP.replace("}", ", \"by\": \"kim\", \"ref\": \"branch:main\"}"), API);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("accepted");
    assertThat(server.builds().done)
        .containsExactly(
            "take 127.0.0.1:8481/demo/app:1 of app by kim, branch main", "ask", "asked");
  }

  @Test
  void writesOffWhatIsNotTaken() throws Exception {
    server.builds().answer = "busy";
    HttpResponse<String> busy = order(APP, CI);
    server.builds().answer = "wrong";
    HttpResponse<String> wrong = order(APP, CI);

    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(busy.body()).contains("is busy: of another ref");
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(server.builds().done)
        .containsExactly(
            "take 127.0.0.1:8481/demo/app:1 of app by token ci",
            "ask",
            "not asked",
            "take 127.0.0.1:8481/demo/app:1 of app by token ci",
            "ask",
            "not asked");
  }

  @Test
  void saysWhatTheLedgerHasAgainstIt() throws Exception {
    server.builds().refusal = "it was there before";

    HttpResponse<String> answer = order(APP, CI);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("it was there before");
    assertThat(server.builds().done).isEmpty();
  }

  @Test
  void writesDownWhoIsProven() throws Exception {
    String token = token("repo:team/app:ref:refs/heads/main");

    assertThat(order(APP, token).statusCode()).isEqualTo(200);
    assertThat(order(APP.replace("}", ", \"by\": \"kim\"}"), token).statusCode())
        .as("another name than is proven")
        .isEqualTo(400);
    assertThat(order(APP, token("repo:else/app:x")).statusCode()).isEqualTo(401);

    assertThat(server.builds().done)
        .containsExactly(
            "take 127.0.0.1:8481/demo/app:1 of app by repo:team/app:ref:refs/heads/main, oidc "
                + ISSUER,
            "ask",
            "asked");
  }

  @Test
  void letsATokenOrderByItsOwnRulesAlone() throws Exception {
    HttpResponse<String> other = order(APP, OTHERS);

    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("not for build rule app", "add the rule to its rules");
    assertThat(cancel(CANCEL, OTHERS).statusCode()).isEqualTo(403);
    assertThat(order(APP, null).statusCode()).isEqualTo(401);
    assertThat(order(APP, "no-token-0123456789abc").statusCode()).isEqualTo(401);
    assertThat(server.post("/api/v1/promotions", "{}", "Bearer " + CI).statusCode())
        .as("a token for builds is for nothing else")
        .isEqualTo(401);
    assertThat(server.builds().done).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "source | none | no build rule is called 'none' or builds of it; rules: app (https",
        "source | site | is not for 127.0.0.1:8481/demo/app:1",
        "source | https://git.example.com/evil/app | no build rule is called",
        "strategy | kaniko | builds by jib alone",
        "strategy | make | there is no strategy 'make'",
        "ref | branch:dev | branch dev may not be built, but tags v*, branches main",
        "ref | dev | 'dev' is no tag or branch that may be built: tags v*, branches main",
        "ref | refs/pull/1/head | no '..', and no commit's id",
        "ref | heads/main | no '..', and no commit's id",
        "ref | commit:xyz | 7 to 40 lowercase hexadecimal digits",
      })
  void refusesWhatNoRuleDoes(String field, String value, String said) throws Exception {
    HttpResponse<String> answer =
        order(APP.replace("}", ", \"%s\": \"%s\"}".formatted(field, value)), CI);

    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 409);
    assertThat(answer.body()).contains(said);
    assertThat(server.builds().done).isEmpty();
  }

  @Test
  void takesARulesNameOrItsUrlForItsSource() throws Exception {
    for (String source :
        new String[] {
          "app", "https://git.example.com/team/app.git", "https://git.example.com/team/app"
        }) {
      assertThat(
              order(APP.replace("}", ", \"source\": \"%s\"}".formatted(source)), CI).statusCode())
          .as(source)
          .isEqualTo(200);
    }
  }

  @Test
  void tellsOfBuildsAndTheirLogs() throws Exception {
    assertThat(get("builds?state=building&rule=app&limit=5").body())
        .contains("\"builds\"", FakeBuilds.ID);
    assertThat(server.builds().done)
        .containsExactly("list Filter[repository=null, rule=app, state=BUILDING, limit=5]");
    assertThat(get("builds?state=none").statusCode()).isEqualTo(400);
    assertThat(get("builds/one?id=" + FakeBuilds.ID).body()).contains("BUILDING");
    assertThat(get("builds/one?id=build/x:1").statusCode()).isEqualTo(404);
    assertThat(get("builds/log?id=" + FakeBuilds.ID).body()).contains("on scratch");
    assertThat(get("builds/log?id=" + FakeBuilds.FAILED).body())
        .contains("\"one\"", "the end of it, as it was kept");
    assertThat(get("builds/log?id=build/x:1").statusCode()).isEqualTo(404);
  }

  @Test
  void endsOne() throws Exception {
    String body = CANCEL.replace("}", ", \"why\": \"a mistake\"}");

    assertThat(cancel(body, CI).statusCode()).isEqualTo(200);
    assertThat(server.builds().done)
        .containsExactly("cancel %s by token ci: a mistake".formatted(FakeBuilds.ID));
    assertThat(cancel("{\"id\": \"%s\"}".formatted(FakeBuilds.FAILED), CI).statusCode())
        .isEqualTo(404);
  }

  /** The next round would begin it again. */
  @Test
  void endsOneThatTemporalLost() throws Exception {
    server.builds().lost = true;

    HttpResponse<String> answer = cancel(CANCEL, CI);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("FAILED");
    assertThat(server.builds().done)
        .as("what builds for it ends first")
        .containsExactly("call off " + server.builds().id(), "refused: cancelled by token ci");
  }

  @Test
  void endsNoneThatTemporalLostWhileItsClusterIsAway() throws Exception {
    server.builds().lost = true;
    server.builds().away = true;

    HttpResponse<String> answer = cancel(CANCEL, CI);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("may go on: no route", "cancel it again");
    assertThat(server.builds().done).isEmpty();
    assertThat(get("builds/one?id=" + FakeBuilds.ID).body()).contains("BUILDING");
  }

  private static HttpResponse<String> order(String body, @Nullable String token) throws Exception {
    return server.post("/api/v1/builds", body, token == null ? null : "Bearer " + token);
  }

  private static HttpResponse<String> cancel(String body, String token) throws Exception {
    return server.post("/api/v1/builds/cancel", body, "Bearer " + token);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return server.get("/api/v1/" + path);
  }

  private static String token(String subject) throws Exception {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience("laytime")
            .subject(subject)
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
