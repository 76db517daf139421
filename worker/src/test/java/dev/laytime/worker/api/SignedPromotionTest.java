package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.promotion.SignedStatement.Say;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Statements that people sign with keys of their own. */
class SignedPromotionTest extends PromotionApiTest {

  private static final String APPROVALS = "/api/v1/promotions/approvals";

  private static SignedStatement approval(String by, Instant expires) {
    return approval(FakePromotions.INSTALLATION, by, expires);
  }

  private static SignedStatement approval(String to, String by, Instant expires) {
    return new SignedStatement(
        Say.APPROVE,
        to,
        UUID.randomUUID().toString(),
        FakePromotions.ID,
        "to-other",
        FakePromotions.DIGEST,
        "people",
        FakePromotions.GATES,
        by,
        expires);
  }

  private static SignedStatement approval() {
    return approval("kim", Instant.now().plusSeconds(600));
  }

  private static SignedStatement order() {
    return new SignedStatement(
        Say.PROMOTE,
        FakePromotions.INSTALLATION,
        UUID.randomUUID().toString(),
        FakePromotions.ID,
        "to-other",
        FakePromotions.DIGEST,
        null,
        null,
        "lee",
        Instant.now().plusSeconds(600));
  }

  private static Map<String, String> signed(String text, KeyPair with)
      throws GeneralSecurityException {
    boolean ed = with.getPublic().getAlgorithm().startsWith("Ed");
    Signature signature = Signature.getInstance(ed ? "Ed25519" : "SHA256withECDSA");
    signature.initSign(with.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    Base64.Encoder base64 = Base64.getEncoder();
    return Map.of(
        "X-Laytime-Statement",
        base64.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        "X-Laytime-Statement-Signature",
        base64.encodeToString(signature.sign()));
  }

  private static HttpResponse<String> approve(SignedStatement said, KeyPair with) throws Exception {
    return server.postWith(APPROVALS, approve((String) null), signed(said.text(), with));
  }

  @Test
  void proveWhoApproves() throws Exception {
    assertThat(approve(approval(), kim).statusCode()).isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly(
            "prove APPROVE promotion/other/app:1 people under its gates true by kim, signature kim",
            "approve promotion/other/app:1 people by kim");
    assertThat(server.promotions().nonce).isEqualTo(FakePromotions.NONCE);
  }

  @Test
  void proveWhoOrders() throws Exception {
    assertThat(
            server
                .postWith("/api/v1/promotions", PROMOTE, signed(order().text(), lee))
                .statusCode())
        .isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly(
            "prove PROMOTE promotion/other/app:1 null null true by lee, signature lee",
            "ask PROMOTE promotion/other/app:1 by lee");
    assertThat(server.promotions().nonce).isEqualTo(FakePromotions.NONCE);
  }

  @Test
  void countForNothingOnceTheyAreRefused() throws Exception {
    server.promotions().refuses = true;
    try {
      assertThat(
              server
                  .postWith("/api/v1/promotions", PROMOTE, signed(order().text(), lee))
                  .statusCode())
          .isEqualTo(409);
      assertThat(server.promotions().done).last().isEqualTo("withdraw PROMOTE by lee");
      assertThat(approve(approval(), kim).statusCode()).isEqualTo(409);
      assertThat(server.promotions().done).last().isEqualTo("withdraw APPROVE by kim");
    } finally {
      server.promotions().refuses = false;
    }
  }

  @Test
  void areNotWrittenDownForWhatIsOver() throws Exception {
    server.promotions().state = PromotionState.CANCELLED;
    try {
      assertThat(approve(approval(), kim).body()).contains("it is over: CANCELLED");
      assertThat(server.promotions().done).isEmpty();
    } finally {
      server.promotions().state = PromotionState.WAITING;
    }
  }

  @Test
  void countInOneInstallation() throws Exception {
    SignedStatement elsewhere = approval("elsewhere", "kim", Instant.now().plusSeconds(600));
    HttpResponse<String> answer = approve(elsewhere, kim);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("it is signed for the installation elsewhere");
    assertThat(server.promotions().done).isEmpty();
    assertThat(server.get("/api/v1/promotions/installation").body())
        .contains(FakePromotions.INSTALLATION);
  }

  @Test
  void countOnce() throws Exception {
    SignedStatement said = approval();
    assertThat(approve(said, kim).statusCode()).isEqualTo(200);
    assertThat(approve(said, kim).body()).contains("it was sent before");
  }

  @Test
  void countForNobodyElseAndNotForLong() throws Exception {
    assertThat(approve(approval(), lee).body()).contains("not signed with a key of 'kim'");
    assertThat(approve(approval("eve", Instant.now().plusSeconds(600)), kim).body())
        .contains("'eve' is none of this worker's approvers");
    assertThat(approve(approval("kim", Instant.now().minusSeconds(1)), kim).body())
        .contains("has expired");
    assertThat(approve(approval("kim", Instant.now().plusSeconds(7200)), kim).body())
        .contains("for an hour at most");
    String text = approval().text();
    Map<String, String> changed = new HashMap<>(signed(text, kim));
    changed.put(
        "X-Laytime-Statement",
        Base64.getEncoder()
            .encodeToString(text.replace("people", "owners").getBytes(StandardCharsets.UTF_8)));
    assertThat(server.postWith(APPROVALS, approve((String) null), changed).statusCode())
        .isEqualTo(401);
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void sayWhatTheirOrderWouldWaitFor() throws Exception {
    String dryRun = PROMOTE.replace("}", ", \"dryRun\": true}");
    assertThat(server.postWith("/api/v1/promotions", dryRun, signed(order().text(), lee)).body())
        .contains("0 of 1 verified approvals by signature");
    assertThat(post("promotions", dryRun, CI).body()).contains("not proven that");
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void doNotWaitForAnothersKey() throws Exception {
    Path file = directory.resolve("lee.pub");
    try {
      Files.writeString(file, "half of a k");
      assertThat(approve(approval(), kim).statusCode()).isEqualTo(200);
      assertThat(approve(approval("lee", Instant.now().plusSeconds(600)), lee).statusCode())
          .isEqualTo(503);

      String _ = publicKey("lee", kim);
      assertThat(approve(approval(), kim).body()).contains("the key of 'kim' is that of 'lee'");
      Files.writeString(file, "half of a k");
      assertThat(approve(approval(), kim).body())
          .as("as it was last read")
          .contains("the key of 'kim' is that of 'lee'");
    } finally {
      String _ = publicKey("lee", lee);
    }
  }

  @Test
  void sayNothingElseThanWhatWasSigned() throws Exception {
    Map<String, String> headers = signed(approval().text(), kim);
    for (String other :
        new String[] {
          approve((String) null).replace("ab", "cd"),
          approve((String) null).replace("}", ", \"gate\": \"owners\"}"),
          approve((String) null).replace("}", ", \"requestId\": \"another\"}")
        }) {
      assertThat(server.postWith(APPROVALS, other, headers).statusCode())
          .as(other)
          .isBetween(400, 409);
    }
    assertThat(server.postWith("/api/v1/promotions", PROMOTE, headers).statusCode()).isEqualTo(401);
    for (String path : new String[] {"promotions/checks", "rollbacks", "holds/releases"}) {
      assertThat(server.postWith("/api/v1/" + path, "{}", headers).statusCode())
          .as(path)
          .isEqualTo(401);
    }
    assertThat(server.promotions().done).isEmpty();
  }
}
