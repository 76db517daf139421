package dev.laytime.workflow;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Lets something happen once between a workflow's last step and the moment it has ended. */
final class AtTheEnd extends WorkerInterceptorBase {

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  void once(Runnable happens) {
    waiting.add(happens);
  }

  /** Whether it has happened. */
  boolean seen() {
    return waiting.isEmpty();
  }

  WorkerFactoryOptions ofWorkers() {
    return WorkerFactoryOptions.newBuilder().setWorkerInterceptors(this).build();
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor inner) {
    return new WorkflowInboundCallsInterceptorBase(inner) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        WorkflowOutput output = super.execute(input);
        Runnable happens = waiting.poll();
        if (happens != null) {
          // Not in the workflow's own thread, in which no client may be used.
          CompletableFuture.runAsync(happens).join();
        }
        return output;
      }
    };
  }
}
