package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people say in a cluster about promotions counts, by a real API server. */
@ExtendWith(ProvingGround.class)
@Order(4)
final class ObjectsTest {

  private static final String APP = "shop/app:1.0.0";
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String POLICY =
      "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/"
          + "promotionapprovals-v1.laytime.dev";

  @Test
  void leadATenantsImageThroughAnApprovalThatAdmissionProves(Workspace workspace)
      throws IOException {
    Objects objects = Objects.start(workspace);
    objects.letApprove(ANN, BOB);
    Way way = Way.start(workspace, List.of("shop/app"), "sweep-every: 2s");
    objects.follow(
        way,
        "prefixes: ['%s', '%s']".formatted(way.inDev("shop"), way.inProd("shop")),
        "promotions: {from: [dev], to: [prod], git-targets: [apps]}");
    way.work();
    GenericKubernetesResource path =
        objects.create(
            path(
                "release",
                "shop/**",
                "automatic: seen, git: [apps], floating: [latest], gates: [{approved: {verified:"
                    + " true}}]"));
    objects.await(path, "True", "InForce");
    objects.await(objects.create(path("reach", "till/**", "moves: true")), "False", "AccessDenied");
    objects.await(objects.create(path("again", "shop/app", "moves: true")), "False", "Shadowed");

    Digest digest = way.publish("shop/app", "1.0.0");
    Await.until(APP + " is at its gate", Way.LONG, () -> isAtItsGate(way));
    objects.await(objects.createAs(BOB, approval(way, digest, BOB)), "True", "Asserted");
    assertThat(way.status(APP).state()).isEqualTo(PromotionState.WAITING);

    objects.createShipped("laytime-approvals");
    assertThatThrownBy(() ->
            Await.until(
                "nobody can approve as another",
                Way.LONG,
                () -> objects.createAs(ANN, approval(way, digest, BOB)) == null))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.by: expected who you are");
    Instant settled = settled(objects);
    Await.until("the policy has settled", Way.LONG, () -> Instant.now().isAfter(settled));
    objects.await(objects.createAs(ANN, approval(way, digest, ANN)), "True", "Proven");

    PromotionStatus end = way.stub(APP).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().path()).isEqualTo("shop.release");
    assertThat(end.statements())
        .filteredOn(Statement::verified)
        .extracting(Statement::by)
        .containsExactly(ANN);
    assertThat(way.crane().digest(way.inProd(APP))).isEqualTo(digest.value());
    assertThat(way.crane().digest(way.inProd("shop/app:latest"))).isEqualTo(digest.value());
    assertThat(way.apps().file()).contains("newTag: 1.0.0");
  }

  /**
   * Servers learn of a policy a moment late, so that what is made within ten seconds is no proof.
   */
  private static Instant settled(Objects objects) {
    String created =
        objects
            .cluster()
            .client()
            .raw(POLICY)
            .replaceAll("(?s).*\"creationTimestamp\":\\s*\"([^\"]+)\".*", "$1");
    return Instant.parse(created).plusSeconds(12);
  }

  private static String path(String name, String repositories, String more) {
    return """
    apiVersion: laytime.dev/v1alpha1
    kind: PromotionPath
    metadata: {name: %s, namespace: shop}
    spec: {from: dev, to: prod, repositories: ['%s'], %s}
    """
        .formatted(name, repositories, more);
  }

  private static String approval(Way way, Digest digest, String by) {
    return """
    apiVersion: laytime.dev/v1alpha1
    kind: PromotionApproval
    metadata: {generateName: approval-, namespace: shop}
    spec: {promotion: '%s', digest: '%s', path: shop.release, gates: '%s', by: '%s'}
    """
        .formatted(Way.promotion(APP), digest, way.status(APP).gatesHash(), by);
  }

  private static boolean isAtItsGate(Way way) {
    try {
      return !way.status(APP).gates().isEmpty();
    } catch (WorkflowException notYet) {
      return false;
    }
  }
}
