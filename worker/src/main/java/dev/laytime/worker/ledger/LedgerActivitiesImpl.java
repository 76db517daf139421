package dev.laytime.worker.ledger;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.Problem;
import dev.laytime.activity.SettleRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Policy;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as Temporal calls it: its failures become Temporal's, to be tried again. */
public final class LedgerActivitiesImpl implements LedgerActivities {

  private static final Logger log = LoggerFactory.getLogger(LedgerActivitiesImpl.class);

  private final LedgerActivities ledger;

  LedgerActivitiesImpl(LedgerActivities ledger) {
    this.ledger = ledger;
  }

  @Override
  public Memory recall(Reference image) {
    return told(() -> ledger.recall(image));
  }

  @Override
  public Policy policy(Reference image) {
    return told(() -> ledger.policy(image));
  }

  @Override
  public void remember(LifeRecord record) {
    done(() -> ledger.remember(record));
  }

  @Override
  public EvidenceResult evidence(EvidenceRequest request) {
    EvidenceResult result = told(() -> ledger.evidence(request));
    if (result.inquiry() instanceof Inquiry.Later(_, var reasons, _)
        && reasons.stream().anyMatch(reason -> reason.startsWith(StageOrders.DRY_RUN))) {
      log.info("left alone image={} reasons={}", request.image(), reasons);
    }
    return result;
  }

  @Override
  public IntendResult intend(IntendRequest request) {
    return told(() -> ledger.intend(request));
  }

  @Override
  public void settle(SettleRequest request) {
    done(() -> ledger.settle(request));
  }

  @Override
  public void pin(PinRequest request) {
    done(() -> ledger.pin(request));
  }

  @Override
  public void bury(BuryRequest request) {
    done(() -> ledger.bury(request));
  }

  @Override
  public SourceOrders source(String source) {
    return told(() -> ledger.source(source));
  }

  @Override
  public StageOrders stage(String stage) {
    return told(() -> ledger.stage(stage));
  }

  @Override
  public StageOrders stageOf(String repository) {
    return told(() -> ledger.stageOf(repository));
  }

  @Override
  public void probed(ProbedRequest request) {
    done(() -> ledger.probed(request));
  }

  private static void done(Runnable work) {
    told(() -> {
      work.run();
      return true;
    });
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (LedgerUnavailableException e) {
      throw unavailable(e);
    }
  }

  private static ApplicationFailure unavailable(LedgerUnavailableException e) {
    Problem problem =
        new Problem(
            "ask the ledger",
            String.valueOf(e.getMessage()),
            "look at the ledger's database; it is tried again until it answers",
            null);
    return ApplicationFailure.newBuilder()
        .setMessage(problem.what() + ": " + problem.cause())
        .setType(FailureType.UNAVAILABLE.name())
        .setNonRetryable(false)
        .setCause(e)
        .setDetails(problem)
        .build();
  }
}
