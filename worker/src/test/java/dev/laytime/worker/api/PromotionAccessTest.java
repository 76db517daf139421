package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what those who ask for promotions are known, and what they may. */
class PromotionAccessTest extends PromotionApiTest {

  @Test
  void writesWhoIsProvenBeforeItAsks() throws Exception {
    assertThat(post("promotions", PROMOTE, token(claims().build())).statusCode()).isEqualTo(200);
    assertThat(post("promotions/approvals", approve(null), token(claims().build())).statusCode())
        .isEqualTo(200);

    assertThat(server.promotions().done)
        .containsExactly(
            "prove PROMOTE promotion/other/app:1 null null true by %s, oidc %s"
                .formatted(SUBJECT, ISSUER),
            "ask PROMOTE promotion/other/app:1 by " + SUBJECT,
            "prove APPROVE promotion/other/app:1 people under its gates true by %s, oidc %s"
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
  void triesEveryEntryOfAnIssuerAndAddsUpWhatTheyGive() throws Exception {
    String ops = token(claims().subject("repo:ops/tools:x").build());
    String boss = token(claims().subject("repo:ops/boss:x").build());
    String dry = PROMOTE.replace("}", ", \"dryRun\": true}");

    assertThat(post("promotions/approvals", approve(null), ops).statusCode()).isEqualTo(200);
    assertThat(post("promotions", PROMOTE, ops).body())
        .contains("may not promote on path to-other", "add promote to its may");
    assertThat(post("promotions", dry, ops).statusCode()).isEqualTo(403);
    assertThat(post("promotions", dry, boss).statusCode()).isEqualTo(200);
    assertThat(post("promotions/approvals", approve(null), boss).statusCode()).isEqualTo(200);
    assertThat(post("promotions", PROMOTE, boss).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "promotions/checks, check",
    "promotions/cancellations, cancel",
    "rollbacks, rollback",
    "holds/releases, release"
  })
  void saysWhatMayNotBeAskedFor(String path, String action) throws Exception {
    String body =
        "{\"id\": \"promotion/other/app:1\", \"name\": \"smoke\", \"passed\": true, \"digest\":"
            + " \"%s\", \"stage\": \"demo\", \"repository\": \"127.0.0.1:8481/demo/app\","
                .formatted(FakePromotions.DIGEST)
            + " \"path\": \"to-other\", \"why\": \"bad\"}";
    HttpResponse<String> refused =
        post(path, body, token(claims().subject("repo:ops/tools:x").build()));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("may not %s on path to-other".formatted(action));
  }

  @Test
  void takesAnAddressForANameOnlyWhereItsIssuerVerifiedIt() throws Exception {
    JWTClaimsSet.Builder ann = claims().audience("people").claim("email", "ann@example.com");

    assertThat(post("promotions", PROMOTE, token(ann.build())).body()).contains("email_verified");
    assertThat(
            post("promotions", PROMOTE, token(ann.claim("email_verified", false).build()))
                .statusCode())
        .isEqualTo(401);
    assertThat(server.promotions().done).isEmpty();
    assertThat(
            post("promotions", PROMOTE, token(ann.claim("email_verified", true).build()))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysThatANameIsTooLongForTheLedger() throws Exception {
    String longest = "repo:team/app:" + "x".repeat(255 - "repo:team/app:".length());
    HttpResponse<String> refused =
        post("promotions", PROMOTE, token(claims().subject(longest + "x").build()));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("its claim sub has 256 characters", "255 at most");
    assertThat(post("promotions", PROMOTE, token(claims().subject(longest).build())).statusCode())
        .isEqualTo(200);
    assertThat(post("promotions", BY.replace("kim", "k".repeat(256)), CI).body())
        .contains("it has 256 characters");
  }

  @Test
  void saysThatItCannotTellWhereTheKeysAreAway() throws Exception {
    HttpResponse<String> answer = post("promotions", PROMOTE, token(claims().issuer(AWAY).build()));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("the keys of " + AWAY + " cannot be had");
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
}
