package dev.laytime.worker.messages;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellResult;
import dev.laytime.activity.TellScanRequest;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.Telling;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends through Temporal's client.
 *
 * <p>What the ledger has for lives is sent word by word and written down after each send: an
 * attempt that breaks off leaves the rest for the next.
 */
public final class MessageActivitiesImpl implements MessageActivities {

  private static final int BATCH = 100;

  /** A sweep's share: what is left is the next one's. To start a life that runs changes nothing. */
  private static final int MOST_SILENT = 1000;

  private final LifeMessages lives;
  private final PromotionRuns promotions;
  private final Reapers reapers;
  private final CopyAsker copies;
  private final Telling telling;
  private final OwedWords owed;
  private final Throttle throttle;

  /**
   * @param throttle between two finds of a sweep: each can begin a life
   */
  MessageActivitiesImpl(
      LifeMessages lives,
      PromotionRuns promotions,
      WorkflowClient client,
      Telling telling,
      Throttle throttle) {
    this.lives = lives;
    this.promotions = promotions;
    this.throttle = throttle;
    this.reapers = new Reapers(client);
    this.copies = new CopyAsker(client);
    this.telling = telling;
    this.owed = new OwedWords(telling, lives);
  }

  @Override
  public CopyAnswer requestCopy(CopyOrder order) {
    return MessageFailures.orFailure(
        "ask for a copy to " + order.target(), () -> copies.ask(order));
  }

  @Override
  public void requestRemoval(RemovalOrder order) {
    send("queue a removal in " + order.repository(), () -> reapers.request(order));
  }

  @Override
  public void withdrawRemoval(WithdrawOrder order) {
    send("ask back a removal in " + order.repository(), () -> reapers.withdraw(order));
  }

  @Override
  public void outcome(OutcomeNotice notice) {
    send("tell " + notice.image(), () -> lives.outcome(notice.image(), notice.outcome()));
  }

  @Override
  public void displaced(DisplacedNotice notice) {
    send("tell " + notice.image(), () -> lives.displaced(notice.image(), notice.name()));
  }

  @Override
  public TellResult tellScan(TellScanRequest request) {
    return MessageFailures.orFailure(
        "tell what scan %d of %s found".formatted(request.number(), request.source()),
        () ->
            new TellResult(
                tellAll(
                    telling.unsaid(request.source(), request.number()),
                    said -> {
                      lives.usage(said);
                      telling.said(said);
                    })));
  }

  @Override
  public TellResult tellInventory(TellInventoryRequest request) {
    return MessageFailures.orFailure(
        "tell what the sweep of %s found".formatted(request.stage()),
        () -> {
          int owing = owed.send(Activity.getExecutionContext()::heartbeat);
          Optional<String> withheld = telling.weigh(request.stage(), request.startedAt());
          int told = tellFinds(request);
          var _ = tellAll(telling.silent(request.stage(), MOST_SILENT), lives::start);
          var _ = tellAll(promotions.silent(request.stage()), promotions::see);
          if (withheld.isEmpty()) {
            telling.settleIntentions(request.stage(), request.startedAt());
          }
          observe(request);
          telling.trim(request.stage(), request.startedAt());
          return new TellResult(owing + told, withheld.orElse(null));
        });
  }

  private void observe(TellInventoryRequest request) {
    Reference last = telling.observe(request.stage(), request.startedAt(), null);
    while (last != null) {
      Activity.getExecutionContext().heartbeat(null);
      last = telling.observe(request.stage(), request.startedAt(), last);
    }
  }

  private int tellFinds(TellInventoryRequest request) {
    int told = 0;
    for (List<Telling.Find> batch = untold(request); !batch.isEmpty(); batch = untold(request)) {
      told +=
          tellAll(
              batch,
              find -> {
                tell(find);
                telling.told(find);
                throttle.take();
              });
    }
    return told;
  }

  /** What is missed and has no life that runs had its end, or its life was ended from outside. */
  private void tell(Telling.Find find) {
    if (!lives.found(find) && !telling.isOver(find.image())) {
      lives.start(find.image());
    }
  }

  private List<Telling.Find> untold(TellInventoryRequest request) {
    return telling.untold(request.stage(), request.startedAt(), BATCH);
  }

  private static <T> int tellAll(List<T> all, Consumer<T> tell) {
    int told = 0;
    for (T one : all) {
      tell.accept(one);
      told++;
      Activity.getExecutionContext().heartbeat(told);
    }
    return told;
  }

  private static void send(String what, Runnable message) {
    var _ =
        MessageFailures.orFailure(
            what,
            () -> {
              message.run();
              return what;
            });
  }
}
