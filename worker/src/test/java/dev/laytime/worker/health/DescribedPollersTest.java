package dev.laytime.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.laytime.workflow.TaskQueues;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribedPollersTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private Server server;
  private ManagedChannel channel;
  private Instant lastPoll = NOW;

  @BeforeEach
  void serve() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(new OnePoller()).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void seesThisWorkerWhereItPolls() {
    assertThat(TaskQueues.ALL).allMatch(queue -> seen("us", queue));
  }

  @Test
  void seesNobodyElse() {
    assertThat(TaskQueues.ALL).noneMatch(queue -> seen("them", queue));
  }

  @Test
  void seesAnyWorkerWhereAllAreMeant() {
    DescribedPollers anyones = DescribedPollers.ofAnyone(client("them"), () -> NOW);
    assertThat(TaskQueues.ALL).allMatch(queue -> seen(anyones, queue));

    lastPoll = NOW.minusSeconds(180);
    assertThat(TaskQueues.ALL).noneMatch(queue -> seen(anyones, queue));
  }

  @Test
  void seesAPollThatIsLessThanThreeMinutesOld() {
    lastPoll = NOW.minusSeconds(180).plusNanos(1);
    assertThat(seen("us", TaskQueues.COPY)).isTrue();

    lastPoll = NOW.minusSeconds(180);
    assertThat(seen("us", TaskQueues.COPY)).isFalse();
  }

  private boolean seen(String identity, String queue) {
    return seen(new DescribedPollers(client(identity), () -> NOW), queue);
  }

  private static boolean seen(QueuePollers pollers, String queue) {
    return pollers.seen(queue, Deadline.after(1, TimeUnit.MINUTES));
  }

  private WorkflowClient client(String identity) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build()),
        WorkflowClientOptions.newBuilder().setIdentity(identity).build());
  }

  /** Polled by "us": workflow tasks on one queue, activities on the others. */
  private final class OnePoller extends WorkflowServiceImplBase {

    private static final Map<String, TaskQueueType> POLLED =
        Map.of(
            TaskQueues.LAYTIME, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            TaskQueues.REGISTRY, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            TaskQueues.COPY, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            TaskQueues.CLUSTER, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            TaskQueues.BUILD, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            TaskQueues.GATE, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            TaskQueues.SOURCE, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void describeTaskQueue(
        DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> answer) {
      var response = DescribeTaskQueueResponse.newBuilder();
      if (request.getTaskQueueType() == POLLED.get(request.getTaskQueue().getName())) {
        response.addPollers(
            PollerInfo.newBuilder()
                .setIdentity("us")
                .setLastAccessTime(
                    Timestamp.newBuilder()
                        .setSeconds(lastPoll.getEpochSecond())
                        .setNanos(lastPoll.getNano())));
      }
      answer.onNext(response.build());
      answer.onCompleted();
    }
  }
}
