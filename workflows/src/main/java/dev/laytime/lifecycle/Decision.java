package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a life does next. */
public sealed interface Decision {

  /** Ask the ledger what it remembers. */
  record Recall() implements Decision {}

  /** Ask the registry what the image names. */
  record Look() implements Decision {}

  /**
   * Have the closure of what the image names written down.
   *
   * @param hold whether it is put under its hold tag before: no other tag keeps it
   */
  record Learn(Digest digest, boolean hold) implements Decision {}

  /**
   * Give what is or was under the name, and is not to be any more, a life of its own.
   *
   * @param write whether it is put under its hold tag before
   */
  record Hold(Digest digest, boolean write) implements Decision {}

  /**
   * Have it copied into the stage.
   *
   * @param digest what to copy; null for what the source's tag names
   */
  record Acquire(Reference source, @Nullable Digest digest) implements Decision {}

  /** Have it built by a rule. */
  record Build(String rule) implements Decision {}

  /** Ask an errand back. */
  record Withdraw(String requestId) implements Decision {}

  /** Expect no outcome of an errand any more. */
  record GiveUp(String requestId) implements Decision {}

  /** Ask for evidence that nothing needs it, from scans that started after an instant. */
  record Ask(RemovalKind kind, Instant notBefore) implements Decision {}

  /** Have the removal counted. */
  record Intend(RemovalKind kind, Instant notBefore) implements Decision {}

  /**
   * Queue the removal at the repository's reaper.
   *
   * @param quarantine how long the quarantine lasts that follows; zero for a deletion
   */
  record Remove(RemovalKind kind, Instant notBefore, String intention, Duration quarantine)
      implements Decision {}

  /** Give the image its tag back. */
  record Restore(Digest digest) implements Decision {}

  /** Ask for a promotion of what it is. */
  record Promote(PromotionAsk ask, Digest digest) implements Decision {}

  /** Do nothing more about a promotion that was wanted. */
  record Drop(PromotionAsk ask, String reason) implements Decision {}

  /** Change the state; nothing else has to be done for it. */
  record Become(LifeState state, String reason) implements Decision {}

  /** Forget that what is forbidden was offered, or to come back: it may be allowed much later. */
  record Forgo(Digest digest, String reason) implements Decision {}

  /**
   * Wait.
   *
   * @param until null for a fact only
   * @param reasons what it waits for or what keeps it, the weightiest first
   */
  record Rest(@Nullable Instant until, List<String> reasons) implements Decision {
    public Rest {
      reasons = List.copyOf(reasons);
    }
  }

  /** The life is over. */
  record End(String reason) implements Decision {}
}
