package dev.laytime.worker.messages;

import dev.laytime.activity.Outcome;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.Word;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLife.FoundMessage;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.ImageLife.UsageMessage;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.workflow.Functions;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells lives by signal-with-start; what starts one is its reference and nothing else. That
 * something is missing or waited for is told only to a life that runs.
 */
public final class SignalledLives implements LifeMessages, LifeOffers {

  private static final Logger log = LoggerFactory.getLogger(SignalledLives.class);

  private final WorkflowClient client;

  public SignalledLives(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void start(Reference image) {
    Reference plain = Claims.plain(image);
    var _ = WorkflowClient.start(stub(plain)::run, ImageLife.Start.of(plain));
  }

  @Override
  public void look(Reference image, String why) {
    send(image, life -> life::look, why);
  }

  @Override
  public void displaced(Reference image, Reference name) {
    send(image, life -> life::displaced, name.text());
  }

  @Override
  public void unpulled(Reference image, String by) {
    tellIfItRuns(image, life -> life.unpulled(by));
  }

  @Override
  public void offered(MirrorPolls.Owed owed) {
    OfferedMessage message =
        new OfferedMessage(
            "poll/" + owed.digest(), owed.source().text(), owed.digest().value(), owed.by());
    offered(owed.image(), message);
  }

  /** What a promotion brings. */
  void offered(Reference image, OfferedMessage message) {
    send(image, life -> life::offered, message);
  }

  @Override
  public void outcome(Reference image, Outcome outcome) {
    send(image, life -> life::outcome, outcome);
  }

  @Override
  public void usage(Telling.Said said) {
    Word word = said.word();
    UsageMessage message =
        new UsageMessage(
            "scan/%s/%d".formatted(word.source(), word.epoch()),
            word.source(),
            word.epoch(),
            word.seenAt().toString(),
            word.count(),
            word.strongest(),
            word.first(),
            word.keepsOnly());
    send(said.image(), life -> life::usage, message);
  }

  @Override
  public boolean found(Telling.Find find) {
    Digest digest = find.digest();
    String startedAt = find.sweepStartedAt().toString();
    FoundMessage message =
        new FoundMessage(
            "sweep/%s/%s".formatted(find.stage(), startedAt),
            digest == null ? null : digest.value(),
            startedAt);
    if (digest == null) {
      // A life that has ended meanwhile took its content along: no reason to begin another.
      return tellIfItRuns(find.image(), life -> life.found(message));
    }
    send(find.image(), life -> life::found, message);
    return true;
  }

  private boolean tellIfItRuns(Reference image, Consumer<ImageLife> message) {
    try {
      message.accept(
          client.newWorkflowStub(ImageLife.class, WorkflowIds.life(Claims.plain(image))));
      return true;
    } catch (WorkflowNotFoundException e) {
      log.debug("told no life that runs image={}", image, e);
      return false;
    }
  }

  private <M> void send(
      Reference image, Function<ImageLife, Functions.Proc1<M>> signal, M message) {
    Reference plain = Claims.plain(image);
    ImageLife life = stub(plain);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(life::run, ImageLife.Start.of(plain));
    request.add(signal.apply(life), message);
    client.signalWithStart(request);
  }

  private ImageLife stub(Reference plain) {
    return client.newWorkflowStub(
        ImageLife.class, Starts.of(WorkflowIds.life(plain), "life of " + plain).build());
  }
}
