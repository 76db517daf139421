package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is asked of promotions over HTTP, and by whom. */
@ResourceLock("application")
class PromotionsTest {

  private static final String API = "0123456789abcdef0123";
  private static final String CI = "ci-token-0123456789abc";
  private static final String OTHERS = "others-0123456789abcdef";
  private static final String SECRET = "secret-0123456789abcdef";
  private static final String ISSUER = "https://token.example.com";
  private static final String SUBJECT = "repo:team/app:ref:refs/heads/main";
  private static final String PROMOTE =
      "{\"image\": \"127.0.0.1:8481/demo/app:1\", \"to\": \"other\"}";
  private static final String BY = "{\"image\": \"127.0.0.1:8481/demo/app:1\", \"by\": \"kim\"}";

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
                Map.entry("laytime.api.token-file", secret("api", API)),
                Map.entry("laytime.api.promotions.tokens[0].name", "ci"),
                Map.entry("laytime.api.promotions.tokens[0].token-file", secret("ci", CI)),
                Map.entry("laytime.api.promotions.tokens[0].paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.tokens[1].name", "others"),
                Map.entry("laytime.api.promotions.tokens[1].token-file", secret("o", OTHERS)),
                Map.entry("laytime.api.promotions.tokens[1].paths[0]", "to-prod"),
                Map.entry("laytime.api.promotions.hmac.secret-file", secret("hmac", SECRET)),
                Map.entry("laytime.api.promotions.hmac.paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.oidc[0].issuer", ISSUER),
                Map.entry("laytime.api.promotions.oidc[0].audience", "laytime"),
                Map.entry("laytime.api.promotions.oidc[0].jwks-file", keys.toString()),
                Map.entry("laytime.api.promotions.oidc[0].subjects[0]", "repo:team/*:**"),
                Map.entry("laytime.api.promotions.oidc[0].paths[0]", "to-other")));
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
    server.promotions().done.clear();
  }

  @Test
  void ordersWhatATokenIsFor() throws Exception {
    HttpResponse<String> answer = post("promotions", PROMOTE, CI);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"id\":\"promotion/other/app:1\"", "\"accepted\"");
    assertThat(server.promotions().done)
        .containsExactly("ask PROMOTE promotion/other/app:1 by token ci");
  }

  @Test
  void ordersNothingElse() throws Exception {
    assertThat(post("promotions", PROMOTE, OTHERS).statusCode()).isEqualTo(403);
    assertThat(post("promotions", PROMOTE, "nobody-0123456789ab").statusCode()).isEqualTo(401);
    assertThat(post("promotions", PROMOTE, null).statusCode()).isEqualTo(401);
    assertThat(post("forbid", PROMOTE, CI).statusCode()).isEqualTo(401);
    assertThat(post("promotions/", PROMOTE, CI).statusCode()).isEqualTo(401);
    assertThat(post("promotions/approvals", approve("kim"), OTHERS).statusCode()).isEqualTo(403);
    assertThat(
            post(
                    "holds/releases",
                    "{\"path\": \"to-other\", \"repository\": \"a.b/c\", \"by\": \"x\"}",
                    OTHERS)
                .statusCode())
        .isEqualTo(403);
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void letsTheTokenOfAllWritesDoIt() throws Exception {
    assertThat(post("promotions", BY, API).statusCode()).isEqualTo(200);
    assertThat(post("promotions", PROMOTE, API).statusCode()).as("nobody asks").isEqualTo(400);
    assertThat(server.promotions().done)
        .containsExactly("ask PROMOTE promotion/other/app:1 by kim");
  }

  @Test
  void writesWhoIsProvenBeforeItAsks() throws Exception {
    assertThat(post("promotions", PROMOTE, token(claims().build())).statusCode()).isEqualTo(200);
    assertThat(post("promotions/approvals", approve(null), token(claims().build())).statusCode())
        .isEqualTo(200);

    assertThat(server.promotions().done)
        .containsExactly(
            "prove PROMOTE promotion/other/app:1 null true by %s, oidc %s"
                .formatted(SUBJECT, ISSUER),
            "ask PROMOTE promotion/other/app:1 by " + SUBJECT,
            "prove APPROVE promotion/other/app:1 people true by %s, oidc %s"
                .formatted(SUBJECT, ISSUER),
            "approve promotion/other/app:1 people by " + SUBJECT);
  }

  @Test
  void provesNobodyByAnythingLess() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(3600));
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    shared.sign(new MACSigner(key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8)));
    for (String token :
        new String[] {
          token(claims().audience("else").build()),
          token(claims().issuer("https://else.example.com").build()),
          token(claims().expirationTime(past).build()),
          token(claims().expirationTime(null).build()),
          token(claims().subject("repo:else/app:ref:refs/heads/main").build()),
          token(claims().subject(null).build()),
          token(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(3600))).build()),
          signed(claims().build(), stranger),
          new PlainJWT(claims().build()).serialize(),
          shared.serialize(),
          token(claims().build()) + "x",
          "eyJ.x.y",
        }) {
      assertThat(post("promotions", PROMOTE, token).statusCode()).as(token).isEqualTo(401);
    }
    assertThat(post("promotions", BY, token(claims().build())).statusCode())
        .as("another name than is proven")
        .isEqualTo(400);
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void takesASignedRequestOnce() throws Exception {
    Map<String, String> headers = signed("/api/v1/promotions", PROMOTE, 0, SECRET);

    assertThat(server.postWith("/api/v1/promotions", PROMOTE, headers).statusCode()).isEqualTo(200);
    assertThat(server.postWith("/api/v1/promotions", PROMOTE, headers).body())
        .contains("it was sent before");
    assertThat(server.promotions().done)
        .containsExactly("ask PROMOTE promotion/other/app:1 by hmac");
  }

  @Test
  void takesNoOtherSignature() throws Exception {
    assertRefused(signed("/api/v1/promotions", PROMOTE + " ", 0, SECRET));
    assertRefused(signed("/api/v1/rollbacks", PROMOTE, 0, SECRET));
    assertRefused(signed("/api/v1/promotions", PROMOTE, -301, SECRET));
    assertRefused(signed("/api/v1/promotions", PROMOTE, 310, SECRET));
    assertRefused(signed("/api/v1/promotions", PROMOTE, 0, SECRET + "x"));
    assertRefused(Map.of(Signatures.SIGNATURE, "sha256=00"));
    assertRefused(Map.of(Signatures.SIGNATURE, "sha256=zz", Signatures.TIMESTAMP, now(0)));
    assertThat(server.promotions().done).isEmpty();
    assertThat(
            server
                .postWith(
                    "/api/v1/promotions?x=1",
                    PROMOTE,
                    signed("/api/v1/promotions", PROMOTE, 1, SECRET))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    String longest = PROMOTE + " ".repeat(HeldRequest.LONGEST - PROMOTE.length());

    assertThat(post("promotions", longest, CI).statusCode()).isEqualTo(200);
    assertThat(post("promotions", longest + " ", CI).statusCode()).isEqualTo(413);
  }

  @Test
  void saysWhatWouldHappenAndWritesNothing() throws Exception {
    HttpResponse<String> answer =
        post("promotions", PROMOTE.replace("}", ", \"dryRun\": true}"), CI);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"does\":\"appears\"", "latest: stays: 2 is there", "\"gate\":\"people\"");
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void holdsBeforeItRollsBack() throws Exception {
    String body =
        "{\"stage\": \"demo\", \"repository\": \"app\", \"why\": \"bad\", \"by\": \"kim\"}";
    assertThat(post("rollbacks", body, CI).statusCode()).isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly(
            "hold to-other 127.0.0.1:8481/other/app by kim: bad",
            "ask ROLLBACK promotion/other/app:1 by kim");
    assertThat(post("rollbacks", body.replace("\"demo\"", "\"gone\""), CI).statusCode())
        .isEqualTo(404);
    assertThat(post("rollbacks", body.replace("\"bad\"", "\"\""), CI).statusCode()).isEqualTo(400);
  }

  @Test
  void releasesAHoldOnce() throws Exception {
    String body =
        "{\"path\": \"to-other\", \"repository\": \"127.0.0.1:8481/other/app\", \"by\": \"kim\"}";
    assertThat(post("holds/releases", body, CI).statusCode()).isEqualTo(200);
    assertThat(post("holds/releases", body, CI).statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/holds").body()).contains("\"why\":\"bad\"");
  }

  @Test
  void tellsWhatAPromotionRefuses() throws Exception {
    assertThat(post("promotions/approvals", approve("ann"), CI).body())
        .contains("who ordered it may not approve it");
    assertThat(post("promotions", BY.replace("kim", "busy"), CI).statusCode()).isEqualTo(409);
    assertThat(post("promotions", PROMOTE.replace("demo/app", "demo/else"), CI).statusCode())
        .isEqualTo(409);
    assertThat(
            post("promotions/cancellations", "{\"id\": \"promotion/other/app:1\"}", CI)
                .statusCode())
        .isEqualTo(404);
    assertThat(post("promotions/cancellations", "{\"id\": \"x\"}", CI).statusCode()).isEqualTo(404);
  }

  @Test
  void passesAChecksResultOn() throws Exception {
    String body =
        "{\"id\": \"promotion/other/app:1\", \"name\": \"smoke\", \"passed\": false,"
            + " \"digest\": \"%s\"}".formatted(FakePromotions.DIGEST);
    assertThat(post("promotions/checks", body, CI).statusCode()).isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly("check promotion/other/app:1 smoke false by token ci");
    assertThat(post("promotions/checks", body.replace("\"passed\": false,", ""), CI).statusCode())
        .isEqualTo(400);
    assertThat(post("promotions/checks", body.replace("sha256:", ""), CI).statusCode())
        .isEqualTo(400);
  }

  @Test
  void showsThemToEverybody() throws Exception {
    assertThat(server.get("/api/v1/promotions?stage=other&state=waiting&limit=5").body())
        .contains("\"state\":\"WAITING\"");
    assertThat(server.get("/api/v1/promotions/one?id=promotion/other/app:1").body())
        .contains("\"by\":\"ann\"");
    assertThat(server.get("/api/v1/promotions/one?id=none").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/promotions?state=odd").statusCode()).isEqualTo(400);
  }

  private static void assertRefused(Map<String, String> headers) throws Exception {
    assertThat(server.postWith("/api/v1/promotions", PROMOTE, headers).statusCode()).isEqualTo(401);
  }

  private static String approve(@Nullable String by) {
    return "{\"id\": \"promotion/other/app:1\", \"digest\": \"%s\"%s}"
        .formatted(FakePromotions.DIGEST, by == null ? "" : ", \"by\": \"" + by + "\"");
  }

  private static HttpResponse<String> post(String path, String body, @Nullable String token)
      throws Exception {
    return server.post("/api/v1/" + path, body, token == null ? null : "Bearer " + token);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("laytime")
        .subject(SUBJECT)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private static String token(JWTClaimsSet claims) throws Exception {
    return signed(claims, key);
  }

  private static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  private static String now(long seconds) {
    return String.valueOf(Instant.now().getEpochSecond() + seconds);
  }

  private static Map<String, String> signed(String path, String body, long seconds, String secret)
      throws Exception {
    String timestamp = now(seconds);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] said = (timestamp + "\nPOST " + path + "\n" + body).getBytes(StandardCharsets.UTF_8);
    return Map.of(
        Signatures.TIMESTAMP,
        timestamp,
        Signatures.SIGNATURE,
        "sha256=" + HexFormat.of().formatHex(mac.doFinal(said)));
  }
}
