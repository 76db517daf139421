package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an image is still here, or is not yet: the answer of query {@code why}, kept in the ledger
 * for those who ask without Temporal.
 *
 * @param image its name
 * @param state the state's label
 * @param digest what it is, where known
 * @param stage null where no stage has it
 * @param source where it was copied from, or would be; null where nobody knows
 * @param firstSeen null before the ledger was asked
 * @param reasons what keeps it or what it waits for, the weightiest first
 * @param next when it decides again by itself; null for a fact only
 * @param deadline the end of its grace period or quarantine; null where none runs
 * @param words what each source last said
 * @param pin null where it is not pinned
 * @param attempts failed in a row
 * @param refusals the last ten messages that could not be understood
 */
public record Why(
    String image,
    String state,
    @Nullable Digest digest,
    @Nullable String stage,
    @Nullable String source,
    @Nullable Instant firstSeen,
    List<String> reasons,
    @Nullable Instant next,
    @Nullable Instant deadline,
    List<Word> words,
    @Nullable Pin pin,
    int attempts,
    List<String> refusals) {

  public Why {
    reasons = List.copyOf(reasons);
    words = List.copyOf(words);
    refusals = List.copyOf(refusals);
  }

  /**
   * The answer at one moment.
   *
   * @param decision the last one
   */
  public static Why of(Life life, Policy policy, Decision decision, List<String> refusals) {
    return new Why(
        life.image().text(),
        life.state().label(),
        life.digest(),
        policy.stage(),
        source(life, policy),
        life.firstSeen(),
        reasons(decision),
        decision instanceof Decision.Rest(var until, _) ? until : null,
        deadline(life.stance()),
        life.words(),
        life.pin(),
        life.attempts(),
        refusals);
  }

  private static @Nullable String source(Life life, Policy policy) {
    if (life.source() != null) {
      return life.source().text();
    }
    return policy.origin() instanceof Origin.Mirror(var source) ? source.text() : null;
  }

  private static @Nullable Instant deadline(LifeState state) {
    return switch (state) {
      case LifeState.Unused(_, var deadline) -> deadline;
      case LifeState.Quarantined(_, var until, _) -> until;
      default -> null;
    };
  }

  private static List<String> reasons(Decision decision) {
    return switch (decision) {
      case Decision.Rest(_, var reasons) -> reasons;
      case Decision.Become(_, var reason) -> List.of(reason);
      case Decision.Forgo(_, var reason) -> List.of(reason);
      case Decision.End(var reason) -> List.of(reason);
      case Decision.Promote(var ask, _) -> List.of(ask.text() + ": asking for it");
      case Decision.Drop(_, var reason) -> List.of(reason);
      case Decision.Recall _ -> List.of("asking the ledger what it remembers");
      case Decision.Look _ -> List.of("asking the registry what is there");
      case Decision.Learn _ -> List.of("writing down what it is made of");
      case Decision.Hold _ -> List.of("holding what it was before");
      case Decision.Acquire(var source, _) -> List.of("ordering a copy of " + source);
      case Decision.Build(var rule) -> List.of("ordering its build by rule " + rule);
      case Decision.Withdraw _ -> List.of("asking back its removal");
      case Decision.GiveUp _ -> List.of("no outcome came: looking for itself");
      case Decision.Ask _ -> List.of("asking every source for evidence");
      case Decision.Intend _ -> List.of("having its removal counted");
      case Decision.Remove _ -> List.of("queueing its removal");
      case Decision.Restore _ -> List.of("bringing it back");
    };
  }
}
