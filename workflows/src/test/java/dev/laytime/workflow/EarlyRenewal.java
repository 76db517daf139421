package dev.laytime.workflow;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/**
 * A service that suggests a new run long before a history has its thousands of events. What it
 * tells later of such a run has the same suggestions in it.
 *
 * @param events of a history, from which on it suggests
 */
record EarlyRenewal(int events) implements ClientInterceptor {

  WorkflowServiceStubsOptions ofService() {
    return WorkflowServiceStubsOptions.newBuilder().addGrpcClientInterceptor(this).build();
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<R>(listener) {
              @Override
              public void onMessage(R message) {
                super.onMessage(suggesting(message));
              }
            },
            headers);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private <R> R suggesting(R message) {
    return switch (message) {
      case PollWorkflowTaskQueueResponse task ->
          (R) task.toBuilder().setHistory(suggesting(task.getHistory())).build();
      case GetWorkflowExecutionHistoryResponse page ->
          (R) page.toBuilder().setHistory(suggesting(page.getHistory())).build();
      default -> message;
    };
  }

  private History suggesting(History history) {
    History.Builder suggesting = history.toBuilder();
    for (HistoryEvent.Builder event : suggesting.getEventsBuilderList()) {
      if (event.hasWorkflowTaskStartedEventAttributes() && event.getEventId() >= events) {
        event.getWorkflowTaskStartedEventAttributesBuilder().setSuggestContinueAsNew(true);
      }
    }
    return suggesting.build();
  }
}
