package dev.laytime.e2e.builds;

import dev.laytime.build.BuildStatus;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A stage, a source of use, a Git repository, a Temporal server, and a ledger in PostgreSQL. */
record Yard(
    Workspace workspace,
    DistributionRegistry registry,
    TemporalServer temporal,
    Shop shop,
    Manifests manifests,
    Configuration configuration,
    Crane crane) {

  /** What may take long on a machine that is busy. */
  static final Duration LONG = Duration.ofMinutes(4);

  /**
   * Starts everything but the worker.
   *
   * @param rules of builds, as the configuration has them, with {@code SHOP} for the Git URL and
   *     {@code STAGE} for the stage's prefix
   */
  static Yard start(Workspace workspace, String... rules) {
    DistributionRegistry registry = DistributionRegistry.start(workspace);
    PostgresServer postgres = PostgresServer.start(workspace);
    Shop shop = Shop.create(workspace);
    Manifests manifests = new Manifests(workspace.directory("manifests"));
    Configuration configuration = new Configuration();
    configuration.stage("prod", registry.host() + "/prod");
    configuration.directory("manifests", manifests.directory(), Durations.QUICK);
    configuration.lines("ledger:", "  url: " + postgres.url(), "builds:");
    for (String rule : rules) {
      configuration.lines(
          rule.replace("SHOP", shop.url()).replace("STAGE", registry.host() + "/prod"));
    }
    return new Yard(
        workspace,
        registry,
        TemporalServer.start(workspace),
        shop,
        manifests,
        configuration,
        new Crane(workspace));
  }

  LaytimeWorker work() {
    return LaytimeWorker.start(
        workspace,
        temporal,
        List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
  }

  String image(String name) {
    return registry.host() + "/prod/" + name;
  }

  /** Why an image is as it is; empty where it has no life. */
  Optional<Why> why(String name) {
    String life = WorkflowIds.life(Reference.parse(image(name)));
    try {
      return Optional.of(temporal.client().newUntypedWorkflowStub(life).query("why", Why.class));
    } catch (WorkflowException notYet) {
      return Optional.empty();
    }
  }

  /** Waits until people are told that. */
  void awaitReason(String name, String part) {
    try {
      Await.until(
          name + " tells: " + part,
          LONG,
          () ->
              why(name).stream()
                  .flatMap(why -> why.reasons().stream())
                  .anyMatch(reason -> reason.contains(part)));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + "; it tells " + why(name), e);
    }
  }

  void awaitState(String name, String state) {
    try {
      Await.until(
          name + " is " + state,
          LONG,
          () -> why(name).filter(why -> why.state().equals(state)).isPresent());
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + "; it tells " + why(name), e);
    }
  }

  WorkflowStub build(String name) {
    Reference image = Reference.parse(image(name));
    return temporal
        .client()
        .newUntypedWorkflowStub(
            WorkflowIds.build(image.repository(), Objects.requireNonNull(image.tag())));
  }

  BuildStatus status(String name) {
    return build(name).query("status", BuildStatus.class);
  }

  /** Whether a build of it was ever begun. */
  boolean isBegun(String name) {
    try {
      return build(name).describe() != null;
    } catch (WorkflowException none) {
      return false;
    }
  }
}
