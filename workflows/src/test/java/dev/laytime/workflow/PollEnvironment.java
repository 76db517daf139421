package dev.laytime.workflow;

import dev.laytime.activity.PollReport;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;

/** Polls with time that skips. */
final class PollEnvironment implements AutoCloseable {

  static final RepositoryPrefix TARGET = RepositoryPrefix.parse("stage.test/dev/hub");
  static final String ID = WorkflowIds.mirror(TARGET.toString());

  final FakePolls polls = new FakePolls();
  final TestWorkflowEnvironment temporal;

  PollEnvironment() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(MirrorPollImpl.class);
    worker.registerActivitiesImplementations(polls);
    PatientWorker.in(temporal, TaskQueues.REGISTRY).registerActivitiesImplementations(polls);
    PatientWorker.in(temporal, TaskQueues.COPY).registerActivitiesImplementations(polls);
    temporal.start();
  }

  PollReport poll() {
    return stub(FakeMessages.options(ID)).run(new MirrorPoll.Start(TARGET.toString(), null));
  }

  MirrorPoll stub(WorkflowOptions options) {
    return temporal.getWorkflowClient().newWorkflowStub(MirrorPoll.class, options);
  }

  WorkflowStub started() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(ID);
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  @Override
  public void close() {
    PatientWorker.end(temporal);
  }
}
