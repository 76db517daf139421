package dev.laytime.starter.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A Temporal service with a worker of ours: a running one, or one that ends with the command. */
public final class Connection implements AutoCloseable {

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String address;
  private final @Nullable OwnWorker worker;
  private final @Nullable URI api;

  private Connection(
      WorkflowServiceStubs stubs,
      TemporalSettings settings,
      @Nullable OwnWorker worker,
      @Nullable URI api) {
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(settings.namespace()).build());
    this.address = settings.address();
    this.worker = worker;
    this.api = api;
  }

  /** One whose worker ends with the command: it has no stages. */
  static Connection own(WorkflowServiceStubs stubs, TemporalSettings settings, OwnWorker worker) {
    return new Connection(stubs, settings, worker, null);
  }

  /** One whose workers stay, and may be many. */
  static Connection shared(
      WorkflowServiceStubs stubs, TemporalSettings settings, @Nullable URI api) {
    return new Connection(stubs, settings, null, api);
  }

  /** For starting and asking. */
  public WorkflowClient client() {
    return client;
  }

  /** Host and port of the Temporal service. */
  public String address() {
    return address;
  }

  /** The API of a running worker; null where none is known, or it is the command's own. */
  public @Nullable URI api() {
    return api;
  }

  /** Whether the worker, and everything it does, ends with this connection. */
  public boolean ownWorker() {
    return worker != null;
  }

  /**
   * Looks whether there still is a worker, where it is one's own.
   *
   * @throws dev.laytime.starter.output.CommandFailure if it has died
   */
  public void check() {
    if (worker != null) {
      worker.check();
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    if (worker != null) {
      worker.close();
    }
  }
}
