package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.own.Approval.Heard;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsAdapterTest {

  private static final Path SHIPPED =
      Path.of("../deploy/helm/laytime/files/crds/laytime-approvals.yaml");
  private static final String MADE = "2026-11-29T12:00:00Z";
  private static final String BEFORE = "2026-11-29T11:59:50Z";
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private final AdmittingCluster cluster = new AdmittingCluster();
  private final List<Approval> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-29T12:00:10Z");
  private Heard answer = new Heard.Taken(true, "people");

  private final ApprovalsAdapter adapter =
      new ApprovalsAdapter(
          new Tenancy(
              "laytime",
              List.of(),
              List.of(
                  new Tenancy.Tenant(
                      "shop",
                      List.of(RepositoryPrefix.parse("reg.example.com/prod/shop")),
                      List.of()))),
          List.of("*@example.com"),
          new ApprovalsAdapter.Worker() {
            @Override
            public Optional<Repository> target(String promotion) {
              return promotion.startsWith("promotion/prod/")
                  ? Optional.of(
                      Repository.parse(
                          "reg.example.com/prod/"
                              + promotion.replaceAll("promotion/prod/(.*):.*", "$1")))
                  : Optional.empty();
            }

            @Override
            public Heard hear(Approval approval) {
              heard.add(approval);
              return answer;
            }
          },
          new EventWriter("worker", () -> now),
          () -> now);

  @BeforeEach
  void admit() throws IOException {
    cluster.admit(BEFORE);
  }

  @Test
  void provesWhoSaysItWhereThePolicyWasInForce() throws IOException {
    approve("shop", "ann@example.com", "shop/app");

    assertThat(round()).isEqualTo("True Proven");
    assertThat(heard)
        .singleElement()
        .satisfies(approval -> {
          assertThat(approval.by()).isEqualTo("ann@example.com");
          assertThat(approval.digest().value()).isEqualTo(DIGEST);
          assertThat(approval.proof()).isEqualTo("kubernetes PromotionApproval shop/one");
          assertThat(approval.requestId()).startsWith("object uid of ");
        });
  }

  @Test
  void handsOnNothingTwice() throws IOException {
    approve("shop", "ann@example.com", "shop/app");

    round();
    assertThat(round()).isEqualTo("True Proven");
    assertThat(heard).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T11:59:51Z, it was made before policy",
    "2026-11-29T12:30:00Z, it was made before policy",
    "some day, nobody knows since when",
  })
  void provesNothingByAPolicyThatIsTooYoung(String created, String why) throws IOException {
    AdmittingCluster young = new AdmittingCluster();
    young.admit(created);
    put(young, "shop", "one", "ann@example.com", "shop/app");
    answer = new Heard.Taken(false, "people");

    assertThat(adapter.round(young).trouble()).isEmpty();
    assertThat(heard).singleElement().satisfies(each -> assertThat(each.proof()).isNull());
    assertThat(ready(young, "shop").path("message").asText()).contains(why);
  }

  @Test
  void provesNothingWithoutPolicyOrBinding() throws IOException {
    AdmittingCluster bare = new AdmittingCluster();
    put(bare, "shop", "one", "ann@example.com", "shop/app");

    answer = new Heard.Taken(false, "people");
    assertThat(adapter.round(bare).trouble()).isEmpty();
    assertThat(heard).singleElement().satisfies(each -> assertThat(each.proof()).isNull());
  }

  @Test
  void provesNothingByAPolicyThatIsAnotherOrWasChanged() throws IOException {
    ObjectNode other = ApprovalPolicy.POLICY_SPEC.deepCopy();
    other.put("failurePolicy", "Ignore");
    AdmittingCluster lax = new AdmittingCluster();
    lax.cluster.put(AdmittingCluster.POLICY, AdmittingCluster.policy(BEFORE, other));
    lax.cluster.put(
        AdmittingCluster.BINDING, AdmittingCluster.policy(BEFORE, ApprovalPolicy.BINDING_SPEC));
    put(lax, "shop", "one", "ann@example.com", "shop/app");
    var _ = adapter.round(lax);
    assertThat(heard.getLast().proof()).isNull();

    AdmittingCluster changed = new AdmittingCluster();
    changed.admit(BEFORE);
    changed.admit(BEFORE); // so it is of its second generation
    put(changed, "shop", "one", "ann@example.com", "shop/app");
    var _ = adapter.round(changed);
    assertThat(heard).hasSize(2);
    assertThat(heard.getLast().proof()).isNull();
  }

  @Test
  void provesNothingWhereTheServerDoesNotRefuseWhatIsInNobodysName() throws IOException {
    cluster.enforcing = false;
    approve("shop", "ann@example.com", "shop/app");

    assertAsserted("does not enforce policy");
  }

  @Test
  void provesNothingOfAnObjectThatWasChanged() throws IOException {
    approve("shop", "eve@example.com", "shop/app");
    approve("shop", "ann@example.com", "shop/app");

    assertAsserted("it was changed after it was made");
  }

  @ParameterizedTest
  @CsvSource({
    "shop,  ann@evil.com,    shop/app, False AccessDenied",
    "shop,  ann,             shop/app, False AccessDenied",
    "shop,  ann@example.com, till/app, False AccessDenied",
    "other, ann@example.com, shop/app, False AccessDenied",
  })
  void hearsNobodyWhoMayNot(String namespace, String by, String image, String ready)
      throws IOException {
    put(cluster, namespace, "one", by, image);

    assertThat(round(namespace)).isEqualTo(ready);
    assertThat(heard).isEmpty();
  }

  @Test
  void letsThePlatformApproveEverything() throws IOException {
    put(cluster, "laytime", "one", "ann@example.com", "till/app");

    assertThat(round("laytime")).isEqualTo("True Proven");
  }

  @Test
  void triesAgainWhatMayBeTakenLaterAndNeverWhatIsRefused() throws IOException {
    approve("shop", "ann@example.com", "shop/app");
    answer = new Heard.NotYet("it does not answer");
    assertThat(round()).isEqualTo("Unknown NotYet");

    answer = new Heard.Refused("who ordered a promotion may not approve it");
    assertThat(round()).isEqualTo("False Refused");
    assertThat(round()).isEqualTo("False Refused");
    assertThat(heard).hasSize(2);
    assertThat(cluster.cluster.events("shop")).hasSize(2);
  }

  @Test
  void takesAwayWhatIsAWeekOld() throws IOException {
    approve("shop", "ann@example.com", "shop/app");
    now = Instant.parse("2026-12-06T12:00:01Z");

    assertThat(adapter.round(cluster).trouble()).isEmpty();
    assertThat(cluster.deleted)
        .singleElement()
        .asString()
        .endsWith("promotionapprovals/one uid of " + path("shop"));
    assertThat(heard).isEmpty();
  }

  @Test
  void isShippedAsItIsCompared() throws IOException {
    String yaml =
        """
        # Generated from ApprovalPolicy: it is compared literally, so it is never to be changed.
        apiVersion: "admissionregistration.k8s.io/v1"
        kind: "ValidatingAdmissionPolicy"
        metadata:
          name: "%s"
        spec: %s
        ---
        apiVersion: "admissionregistration.k8s.io/v1"
        kind: "ValidatingAdmissionPolicyBinding"
        metadata:
          name: "%s"
        spec: %s
        """
            .formatted(
                ApprovalPolicy.NAME,
                flow(ApprovalPolicy.POLICY_SPEC),
                ApprovalPolicy.NAME,
                flow(ApprovalPolicy.BINDING_SPEC));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(SHIPPED, yaml);
    }

    assertThat(Files.readString(SHIPPED)).isEqualTo(yaml);
  }

  /** JSON is YAML, as long as it is indented. */
  private static String flow(JsonNode spec) {
    return spec.toPrettyString().replace("\n", "\n  ");
  }

  private void assertAsserted(String why) throws IOException {
    answer = new Heard.Taken(false, "people");
    assertThat(round()).isEqualTo("True Asserted");
    assertThat(heard.getLast().proof()).isNull();
    assertThat(ready("shop").path("message").asText()).contains(why);
  }

  private void approve(String namespace, String by, String image) throws IOException {
    put(cluster, namespace, "one", by, image);
  }

  private static void put(
      AdmittingCluster where, String namespace, String name, String by, String image)
      throws IOException {
    where.cluster.put(
        OwnKindsAdapter.APPROVALS,
        ("{'metadata': {'namespace': '%s', 'name': '%s', 'creationTimestamp': '%s'}, 'spec':"
                + " {'promotion': 'promotion/prod/%s:1', 'digest': '%s', 'by': '%s'}}")
            .formatted(namespace, name, MADE, image, DIGEST, by));
  }

  private String round() throws IOException {
    return round("shop");
  }

  private String round(String namespace) throws IOException {
    assertThat(adapter.round(cluster).trouble()).isEmpty();
    JsonNode ready = ready(namespace);
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }

  private JsonNode ready(String namespace) {
    return ready(cluster, namespace);
  }

  private static JsonNode ready(AdmittingCluster where, String namespace) {
    return where
        .cluster
        .object(OwnKindsAdapter.APPROVALS, namespace, "one")
        .path("status")
        .path("conditions")
        .path(0);
  }

  private static String path(String namespace) {
    return OwnKindsAdapter.APPROVALS.path(namespace, "one");
  }
}
