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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who may ask for promotions, and a server that they ask. */
@ResourceLock("application")
abstract class PromotionApiTest {

  static final String API = "0123456789abcdef0123";
  static final String CI = "ci-token-0123456789abc";
  static final String OTHERS = "others-0123456789abcdef";
  static final String SECRET = "secret-0123456789abcdef";
  static final String ISSUER = "https://token.example.com";

  /** Nobody listens there. */
  static final String AWAY = "http://127.0.0.1:1";

  static final String SUBJECT = "repo:team/app:ref:refs/heads/main";
  static final String PROMOTE = "{\"image\": \"127.0.0.1:8481/demo/app:1\", \"to\": \"other\"}";
  static final String BY = "{\"image\": \"127.0.0.1:8481/demo/app:1\", \"by\": \"kim\"}";

  @TempDir static Path directory;
  static ECKey key;
  static ApiServer server;

  /** Approvers with keys of their own. */
  static KeyPair kim;

  static KeyPair lee;

  @BeforeAll
  static void start() throws Exception {
    kim = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
    curve.initialize(new ECGenParameterSpec("secp256r1"));
    lee = curve.generateKeyPair();
    key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    Path keys =
        Files.writeString(directory.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    server =
        new ApiServer(
            Map.ofEntries(
                Map.entry("laytime.stages[0].name", "demo"),
                Map.entry("laytime.stages[0].prefix", "127.0.0.1:8481/demo"),
                Map.entry("laytime.stages[1].name", "other"),
                Map.entry("laytime.stages[1].prefix", "127.0.0.1:8481/other"),
                Map.entry("laytime.stages[2].name", "prod"),
                Map.entry("laytime.stages[2].prefix", "127.0.0.1:8481/prod"),
                Map.entry("laytime.promotions[0].name", "to-other"),
                Map.entry("laytime.promotions[0].from", "demo"),
                Map.entry("laytime.promotions[0].to", "other"),
                Map.entry("laytime.promotions[1].name", "to-prod"),
                Map.entry("laytime.promotions[1].from", "other"),
                Map.entry("laytime.promotions[1].to", "prod"),
                Map.entry("laytime.approvers[0].name", "kim"),
                Map.entry("laytime.approvers[0].key-file", publicKey("kim", kim)),
                Map.entry("laytime.approvers[1].name", "lee"),
                Map.entry("laytime.approvers[1].key-file", publicKey("lee", lee)),
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
                Map.entry("laytime.api.promotions.oidc[0].paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.oidc[1].issuer", ISSUER),
                Map.entry("laytime.api.promotions.oidc[1].audience", "laytime"),
                Map.entry("laytime.api.promotions.oidc[1].jwks-file", keys.toString()),
                Map.entry("laytime.api.promotions.oidc[1].subjects[0]", "repo:ops/**"),
                Map.entry("laytime.api.promotions.oidc[1].paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.oidc[1].may[0]", "approve"),
                Map.entry("laytime.api.promotions.oidc[2].issuer", ISSUER),
                Map.entry("laytime.api.promotions.oidc[2].audience", "laytime"),
                Map.entry("laytime.api.promotions.oidc[2].jwks-file", keys.toString()),
                Map.entry("laytime.api.promotions.oidc[2].subjects[0]", "repo:ops/boss:**"),
                Map.entry("laytime.api.promotions.oidc[2].paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.oidc[2].may[0]", "read"),
                Map.entry("laytime.api.promotions.oidc[3].issuer", ISSUER),
                Map.entry("laytime.api.promotions.oidc[3].audience", "people"),
                Map.entry("laytime.api.promotions.oidc[3].jwks-file", keys.toString()),
                Map.entry("laytime.api.promotions.oidc[3].subject-claim", "email"),
                Map.entry("laytime.api.promotions.oidc[3].subjects[0]", "*@example.com"),
                Map.entry("laytime.api.promotions.oidc[3].paths[0]", "to-other"),
                Map.entry("laytime.api.promotions.oidc[4].issuer", AWAY),
                Map.entry("laytime.api.promotions.oidc[4].audience", "laytime"),
                Map.entry("laytime.api.promotions.oidc[4].jwks-url", AWAY + "/keys"),
                Map.entry("laytime.api.promotions.oidc[4].subjects[0]", "**"),
                Map.entry("laytime.api.promotions.oidc[4].paths[0]", "to-other")));
  }

  static String publicKey(String name, KeyPair pair) throws IOException {
    return Files.writeString(
            directory.resolve(name + ".pub"),
            "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())))
        .toString();
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
    server.promotions().there = null;
  }

  static void assertRefused(Map<String, String> headers) throws Exception {
    assertThat(server.postWith("/api/v1/promotions", PROMOTE, headers).statusCode()).isEqualTo(401);
  }

  static String approve(@Nullable String by) {
    return "{\"id\": \"promotion/other/app:1\", \"digest\": \"%s\", \"path\": \"to-other\", \"gates\": \"%s\"%s}"
        .formatted(
            FakePromotions.DIGEST,
            FakePromotions.GATES,
            by == null ? "" : ", \"by\": \"" + by + "\"");
  }

  static HttpResponse<String> post(String path, String body, @Nullable String token)
      throws Exception {
    return server.post("/api/v1/" + path, body, token == null ? null : "Bearer " + token);
  }

  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("laytime")
        .subject(SUBJECT)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  static String token(JWTClaimsSet claims) throws Exception {
    return signed(claims, key);
  }

  static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  static String now(long seconds) {
    return String.valueOf(Instant.now().getEpochSecond() + seconds);
  }

  static Map<String, String> signed(String path, String body, long seconds, String secret)
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
