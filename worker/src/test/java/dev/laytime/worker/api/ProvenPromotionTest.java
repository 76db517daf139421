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
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.Ledger;
import dev.laytime.worker.ledger.OnePathLedger;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.PromotionRecords;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.worker.messages.RealPromotions;
import dev.laytime.workflow.PromotionImpl;
import dev.laytime.workflow.SearchAttributes;
import dev.laytime.workflow.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Who is proven over HTTP, and what that comes to in the ledger and in the workflow. */
@ResourceLock("application")
class ProvenPromotionTest {

  private static final String ISSUER = "https://token.example.com";
  private static final String CI = "repo:team/app:ref:refs/heads/main";
  private static final String LEAD = "repo:team/lead:ref:refs/heads/main";
  private static final String ID = "promotion/prod/app:1";
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final PromotionOrder ASSERTED =
      new PromotionOrder(
          "by-hand",
          "to-prod",
          PromotionOrder.Kind.PROMOTE,
          Reference.parse("reg:5000/dev/app:1"),
          DIGEST,
          "prod",
          Reference.parse("reg:5000/prod/app:1"),
          "somebody");

  @TempDir private static Path directory;
  private static TestWorkflowEnvironment temporal;
  private static Ledger ledger;
  private static ECKey key;
  private static ApiServer server;

  @BeforeAll
  static void start() throws Exception {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
    SearchAttributes.ALL.forEach(attribute ->
        options.registerSearchAttribute(attribute.getName(), attribute.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    ledger =
        OnePathLedger.open(
            "proven-promotions",
            new Gate.Approved("owners", 1, true, List.of()),
            // Nobody reports it: the promotion stays where it can be looked at.
            new Gate.Checked("never"));
    var worker = temporal.newWorker(TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(PromotionImpl.class);
    worker.registerActivitiesImplementations(
        RealPromotions.activities(ledger, temporal.getWorkflowClient()));
    temporal.start();
    key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    Path keys =
        Files.writeString(directory.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    server =
        new ApiServer(
            Map.ofEntries(
                Map.entry("laytime.stages[0].name", "other"),
                Map.entry("laytime.stages[0].prefix", "127.0.0.1:8481/other"),
                Map.entry("laytime.stages[1].name", "prod"),
                Map.entry("laytime.stages[1].prefix", "127.0.0.1:8481/prod"),
                Map.entry("laytime.promotions[0].name", "to-prod"),
                Map.entry("laytime.promotions[0].from", "other"),
                Map.entry("laytime.promotions[0].to", "prod"),
                Map.entry("laytime.api.promotions.oidc[0].issuer", ISSUER),
                Map.entry("laytime.api.promotions.oidc[0].audience", "laytime"),
                Map.entry("laytime.api.promotions.oidc[0].jwks-file", keys.toString()),
                Map.entry("laytime.api.promotions.oidc[0].subjects[0]", "repo:team/*:**"),
                Map.entry("laytime.api.promotions.oidc[0].paths[0]", "to-prod")),
            Joined.class);
  }

  @AfterAll
  static void end() {
    server.close();
    ledger.close();
    temporal.close();
  }

  @Test
  void takesTheProofOfAnOrderThatJoinsAndOfAnApproval() throws Exception {
    WorkflowClient client = temporal.getWorkflowClient();
    assertThat(RealPromotions.words(client).ask(ID, ASSERTED).answer()).isEqualTo("accepted");

    HttpResponse<String> ordered =
        post(
            "promotions",
            "{\"image\": \"reg:5000/dev/app:1\", \"to\": \"prod\", \"digest\": \"%s\"}"
                .formatted(DIGEST),
            CI);
    assertThat(ordered.body()).contains("\"joined\"");
    PromotionStatus proven = await(status -> status.order().by().equals(CI) && isRead(status));
    assertThat(proven.state()).isEqualTo(PromotionState.WAITING);
    assertThat(ledger.promotions().find(ID, "by-hand").orElseThrow().status().state())
        .isEqualTo(PromotionState.SUPERSEDED);
    assertThat(ledger.promotions().find(ID).orElseThrow().proof()).contains(ISSUER);

    String approval =
        "{\"id\": \"%s\", \"digest\": \"%s\", \"path\": \"to-prod\", \"gates\": \"%s\"}"
            .formatted(ID, DIGEST, proven.gatesHash());
    assertThat(post("promotions/approvals", approval, CI).body())
        .contains("who ordered a promotion may not approve it");
    assertThat(post("promotions/approvals", approval, LEAD).statusCode()).isEqualTo(200);
    PromotionStatus approved =
        await(
            status -> isRead(status) && status.gates().getFirst().verdict() == Gate.Verdict.PASSED);
    assertThat(approved.gates().getFirst().reason())
        .isEqualTo("approved by %s (verified)".formatted(LEAD));
    assertThat(approved.statements())
        .singleElement()
        .satisfies(said -> {
          assertThat(said.gates()).isEqualTo(approved.gatesHash());
          assertThat(said.proof()).contains(ISSUER);
        });
  }

  private static boolean isRead(PromotionStatus status) {
    return status.gatesHash() != null && !status.gates().isEmpty();
  }

  /** What the ledger tells, once it is so. */
  private static PromotionStatus await(Predicate<PromotionStatus> so) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (true) {
      // Its workflow writes it down a moment after it was ordered.
      Optional<PromotionStatus> status = ledger.promotions().find(ID).map(Promotions.Known::status);
      if (status.filter(so).isPresent()) {
        return status.get();
      }
      assertThat(Instant.now()).as("it is %s", status).isBefore(end);
      Thread.sleep(50);
    }
  }

  private static HttpResponse<String> post(String path, String body, String subject)
      throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("laytime")
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    token.sign(new ECDSASigner(key));
    return server.post("/api/v1/" + path, body, "Bearer " + token.serialize());
  }

  /** The API over the real ledger and Temporal, as far as promotions go. */
  static class Joined extends ApiServer.Configuration {

    @Bean
    @Primary
    PromotionRecords records() {
      return ledger.promotions();
    }

    @Bean
    @Primary
    PromotionLedger promotionLedger() {
      return ledger.promotionLedger();
    }

    @Bean
    @Primary
    PromotionOrdering promotionOrdering() {
      return ledger.promotionOrdering();
    }

    @Bean
    @Primary
    PromotionWords promotionWords() {
      return RealPromotions.words(temporal.getWorkflowClient());
    }
  }
}
