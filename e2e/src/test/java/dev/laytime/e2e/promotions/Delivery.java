package dev.laytime.e2e.promotions;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Cosign;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A worker with a path for each purpose, and who speaks to it: CI through Temporal's own command.
 *
 * @param team whose signature counts
 * @param people whose approvals with keys do
 * @param far what is written to over the network
 */
record Delivery(Way way, LaytimeWorker worker, Cosign team, People people, Far far)
    implements AutoCloseable {

  /** Starts it; what it needs ends with it. */
  static Delivery start(Workspace workspace) {
    try {
      return start(Way.start(workspace, List.of("app")));
    } catch (RuntimeException e) {
      System.err.println(workspace.tails());
      workspace.close();
      throw e;
    }
  }

  private static Delivery start(Way way) {
    Far far = Far.start(way.workspace(), List.of(way.inProd("far/one"), way.inProd("far/two")));
    way.target("far", far.url());
    way.paths(
        Way.path(
            "release",
            "app",
            "{checked: {name: smoke}}",
            "{approved: {count: 1}, name: people}",
            "{soaked: {at-least: 5s}}",
            "{signed: {verifier: team}}"),
        "- {name: checked, from: dev, to: prod, repositories: [moved, lost, shared, asked],"
            + " gates: [{checked: {name: smoke}}]}",
        "- {name: hotfix, from: eu, to: prod, repositories: [shared]}",
        "- {name: far, from: dev, to: prod, repositories: ['far/*'], git: [far]}",
        "- {name: open, from: dev, to: prod, repositories: ['sdk/*']}",
        "- {name: by-key, from: dev, to: prod, repositories: [keys], gates: [{name: people,"
            + " approved: {count: 2, verified: true, from: [bob, cid], proof: signature}}]}");
    Cosign team = Cosign.withNewKey(way.workspace());
    People people = People.withNewKeys(way.workspace());
    way.configuration()
        .lines("verifiers: [{name: team, key-file: %s}]".formatted(team.publicKey()))
        .lines(people.approvers());
    return new Delivery(way, way.work(far.trust()), team, people, far);
  }

  /** Runs Temporal's command. */
  Execution temporal(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--address=" + way.temporal().address());
    return way.workspace()
        .run(Command.of("temporal-cli", Checkout.binary("temporal")).with(all), Way.LONG);
  }

  /** What the life of an image answers to a wish, as JSON. */
  String answer(String image, String wish) {
    return temporal(
            "workflow",
            "execute-update-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + image,
            "--id-conflict-policy=UseExisting",
            "--input={\"image\": \"%s\"}".formatted(image),
            "--update-name=promote",
            "--update-input=" + wish,
            "--output=json")
        .orThrow();
  }

  /** Reports its only check. */
  void check(String image, Digest digest, String requestId, boolean passed) {
    temporal(
            "workflow",
            "signal",
            "--workflow-id=" + Way.promotion(image),
            "--name=check",
            ("--input={\"requestId\": \"%s\", \"name\": \"smoke\", \"digest\": \"%s\","
                    + " \"passed\": %s, \"by\": \"ci\", \"detail\": \"42 tests\"}")
                .formatted(requestId, digest, passed))
        .orThrow();
  }

  /** Waits until a promotion stands so. */
  void awaitThat(String image, String what, Predicate<PromotionStatus> holds) {
    Await.until(
        what,
        Way.LONG,
        () -> {
          try {
            return holds.test(way.status(image));
          } catch (WorkflowException notYet) {
            return false;
          }
        });
  }

  @Override
  public void close() {
    way.workspace().close();
  }
}
