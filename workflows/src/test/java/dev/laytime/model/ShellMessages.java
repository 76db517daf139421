package dev.laytime.model;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellResult;
import dev.laytime.activity.TellScanRequest;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Fact;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages between the workflows; those to lives go through the model's mailbox. */
final class ShellMessages extends ShellPart implements MessageActivities {

  private static final Duration COPY_TIME = Duration.ofSeconds(30);

  private final Shell shell;
  private final ShellLedger ledger;
  private final Map<String, RemovalOrder> removals = new ConcurrentHashMap<>();

  ShellMessages(ShellWorld world, Shell shell, ShellLedger ledger) {
    super(world, shell);
    this.ledger = ledger;
    this.shell = shell;
  }

  @Override
  public CopyAnswer requestCopy(CopyOrder order) {
    return happens(universe -> {
      ModelLedger.Row row = universe.ledger.rows.get(order.target());
      universe.guard.moves(order.target(), row == null ? null : row.digest(), order.digest());
      Operation.CopyFault fault = universe.faults.ofCopy();
      CopyEnd end = new CopyEnd(universe, order.requestId(), order.target(), order.digest());
      universe.later(universe.now.plus(COPY_TIME), () -> end.come(fault));
      return new CopyAnswer(true, "");
    });
  }

  @Override
  public void requestRemoval(RemovalOrder order) {
    removals.put(order.requestId(), order);
    shell.signal(Repository.parse(order.repository()), reaper -> reaper.request(order));
  }

  @Override
  public void withdrawRemoval(WithdrawOrder order) {
    shell.signal(
        Repository.parse(order.repository()), reaper -> reaper.withdraw(order.requestId()));
  }

  @Override
  public void outcome(OutcomeNotice notice) {
    send(notice.image(), at -> ShellPost.fact(notice.outcome(), at));
    happens(universe -> {
      RemovalOrder order = removals.get(notice.outcome().requestId());
      if (notice.outcome().inDoubt()) {
        universe.guard.failed(notice.image());
      }
      if (quarantined(notice.outcome(), order)) {
        universe.guard.quarantined(notice.image());
      }
      return notice;
    });
  }

  private static boolean quarantined(Outcome outcome, @Nullable RemovalOrder order) {
    return outcome.kind().equals("removed")
        && order != null
        && order.claim().kind() == RemovalKind.QUARANTINE;
  }

  @Override
  public void displaced(DisplacedNotice notice) {
    boolean held = ledger.mustHold(Activity.getExecutionContext().getInfo().getWorkflowId());
    happens(universe -> {
      displaced(universe, notice.image(), held);
      return notice;
    });
    send(notice.image(), at -> new Fact.Displaced(at, notice.name().text()));
  }

  private static void displaced(Universe universe, Reference image, boolean held) {
    if (image instanceof Reference.Pinned(_, var digest, _)) {
      if (held) {
        universe.ledger.held(image);
      } else {
        universe.guard.excused(Content.of(digest));
      }
    }
  }

  /** A message that was not taken is sent again. */
  private void send(Reference to, Function<Instant, Fact> fact) {
    boolean sent = happens(universe -> universe.mailbox.send(to, fact));
    if (!sent) {
      throw again("not taken");
    }
  }

  @Override
  public TellResult tellScan(TellScanRequest request) {
    throw unexpected();
  }

  @Override
  public TellResult tellInventory(TellInventoryRequest request) {
    throw unexpected();
  }
}
