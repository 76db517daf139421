package dev.laytime.worker.messages;

import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.MirroredImages;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what refers to a mirrored image beside it before its promotion's gates are read: a signature
 * may have come after the image, and its mirror looks for that once a day. It is a copy by digest,
 * which writes no tag; whether it ran lately is Temporal's to tell.
 */
final class LateReferrers {

  private static final Logger log = LoggerFactory.getLogger(LateReferrers.class);

  /** A source that does not answer keeps nothing longer. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What came since then comes with the next look, or the next day. */
  static final Duration RECENT = Duration.ofMinutes(10);

  private final MirroredImages mirrored;
  private final WorkflowClient client;
  private final InstantSource clock;

  LateReferrers(MirroredImages mirrored, WorkflowClient client, InstantSource clock) {
    this.mirrored = mirrored;
    this.client = client;
    this.clock = clock;
  }

  /**
   * To be called before gates are read; does nothing for what no mirror brought.
   *
   * @throws BusyException while its source is asked
   */
  void seek(PromotionOrder order) {
    if (order.kind() != PromotionOrder.Kind.PROMOTE) {
      return;
    }
    Reference source = mirrored.source(order.source(), order.digest()).orElse(null);
    if (source == null) {
      return;
    }
    ImageLocation copy = new ImageLocation.InRegistry(order.source().withDigest(order.digest()));
    Optional<WorkflowExecutionDescription> last = last(copy);
    if (last.isPresent() && isUnderway(last.get())) {
      throw asked(source);
    }
    if (last.isEmpty() || !isRecent(last.get())) {
      ask(order, source, copy);
      throw asked(source);
    }
    WorkflowExecutionStatus status = last.get().getStatus();
    if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      log.warn(
          "promoted with the referrers that are there, its source was not heard image={} source={}"
              + " copy={} status={}",
          order.source(),
          source,
          WorkflowIds.copy(copy),
          status);
    }
  }

  private static BusyException asked(Reference source) {
    return new BusyException(
        "%s is asked for signatures and the like that came since it was mirrored"
            .formatted(source));
  }

  private Optional<WorkflowExecutionDescription> last(ImageLocation copy) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(WorkflowIds.copy(copy)).describe());
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /** One that somebody else ordered may go on for hours. */
  private boolean isUnderway(WorkflowExecutionDescription last) {
    return isRunning(last) && clock.instant().isBefore(last.getStartTime().plus(PATIENCE));
  }

  private boolean isRecent(WorkflowExecutionDescription last) {
    Instant closed = last.getCloseTime();
    return isRunning(last) || (closed != null && clock.instant().isBefore(closed.plus(RECENT)));
  }

  private static boolean isRunning(WorkflowExecutionDescription last) {
    return last.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private void ask(PromotionOrder order, Reference source, ImageLocation copy) {
    String summary = "what refers to %s, before its promotion".formatted(order.source());
    ImageCopy stub =
        client.newWorkflowStub(
            ImageCopy.class,
            Starts.of(WorkflowIds.copy(copy), summary)
                // Also where no worker takes it.
                .setWorkflowExecutionTimeout(PATIENCE)
                .build());
    var _ =
        WorkflowClient.start(
            stub::run,
            new ImageCopy.Order(
                UUID.randomUUID().toString(),
                new ImageLocation.InRegistry(source),
                order.digest(),
                copy,
                List.of(),
                true,
                PATIENCE));
  }
}
