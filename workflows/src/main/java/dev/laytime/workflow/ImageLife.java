package dev.laytime.workflow;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Why;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image's life. Workflow id: {@link WorkflowIds#life}.
 *
 * <p>Every sender starts it with the same input, its reference and nothing else: by
 * signal-with-start or update-with-start, with id reuse ALLOW_DUPLICATE and id conflict
 * USE_EXISTING. Messages carry plain strings; what cannot be understood is refused and kept for
 * {@link #why}. Late and repeated messages do no harm.
 */
@WorkflowInterface
public interface ImageLife {

  /** Lives until nothing needs the image and it is gone. */
  @WorkflowMethod
  void run(Start start);

  /** A source of use says whether it names the image; transitions only. */
  @SignalMethod
  void usage(UsageMessage message);

  /** Somebody says what is in the stage under this tag. */
  @SignalMethod
  void pushed(PushedMessage message);

  /** Something else shall be under this tag. */
  @SignalMethod
  void offered(OfferedMessage message);

  /** How an errand ended. */
  @SignalMethod
  void outcome(Outcome outcome);

  /** What a sweep found in the registry. */
  @SignalMethod
  void found(FoundMessage message);

  /** Something changed elsewhere: decide again. */
  @SignalMethod
  void look(String why);

  /**
   * Somebody waits for it and cannot pull it: what waits for a later attempt is tried now.
   *
   * @param by who, for people
   */
  @SignalMethod
  void unpulled(String by);

  /**
   * Another image has this one's name by now: it is kept for a grace period from here on.
   *
   * @param name that it had
   */
  @SignalMethod
  void displaced(String name);

  /**
   * Somebody wants it in another stage, and does not wait for an answer: what is not there yet is
   * promoted once it is.
   */
  @SignalMethod(name = "promote")
  void promoteLater(PromoteMessage message);

  /** Asks for a promotion; answered with its id, or with what it waits for. */
  @UpdateMethod
  PromotionAnswer promote(PromoteMessage message);

  @UpdateValidatorMethod(updateName = "promote")
  void validatePromote(PromoteMessage message);

  /** Keeps the image; answered once the ledger has it. */
  @UpdateMethod
  Why pin(PinMessage message);

  @UpdateValidatorMethod(updateName = "pin")
  void validatePin(PinMessage message);

  /** Takes the pin away; answered once the ledger has it. */
  @UpdateMethod
  Why unpin(PersonMessage message);

  @UpdateValidatorMethod(updateName = "unpin")
  void validateUnpin(PersonMessage message);

  /** Tries again now what waits after a failure. */
  @UpdateMethod
  Why retryNow(PersonMessage message);

  @UpdateValidatorMethod(updateName = "retryNow")
  void validateRetryNow(PersonMessage message);

  /** Brings the image back from quarantine; answered once its tag is there or why not is known. */
  @UpdateMethod
  Why restore(PersonMessage message);

  @UpdateValidatorMethod(updateName = "restore")
  void validateRestore(PersonMessage message);

  /** Why the image is still here. */
  @QueryMethod
  Why why();

  /**
   * What a life starts with.
   *
   * @param image inside a stage, by tag or by digest, not both
   * @param carried what an earlier run of the same life knew; null from every sender, and not
   *     heeded from them
   * @param proof on which the image was deleted, where only its obituary is left to write
   */
  record Start(Reference image, @Nullable Life carried, List<String> refusals, List<String> proof) {
    public Start {
      // Who starts a life by hand gives its name alone.
      refusals = refusals == null ? List.of() : List.copyOf(refusals);
      proof = proof == null ? List.of() : List.copyOf(proof);
    }

    /** What every sender starts a life with. */
    public static Start of(Reference image) {
      return new Start(image, null, List.of(), List.of());
    }
  }

  /**
   * What a source says.
   *
   * @param epoch the ledger's number of its scan
   * @param seenAt when the scan started, ISO-8601
   * @param keepsOnly whether it orders nothing, as {@link dev.laytime.lifecycle.Word} has it
   */
  record UsageMessage(
      String requestId,
      String source,
      long epoch,
      String seenAt,
      int count,
      String strongest,
      List<String> first,
      boolean keepsOnly) {
    public UsageMessage {
      first = List.copyOf(first);
    }

    /** One that orders the image where anything names it. */
    public UsageMessage(
        String requestId,
        String source,
        long epoch,
        String seenAt,
        int count,
        String strongest,
        List<String> first) {
      this(requestId, source, epoch, seenAt, count, strongest, first, false);
    }
  }

  /** What was pushed. */
  record PushedMessage(String requestId, String digest) {}

  /**
   * What is offered.
   *
   * @param expected what the tag may name instead when it is written: a digest, or {@code absent};
   *     null for whatever it names
   */
  record OfferedMessage(
      String requestId, String source, String digest, String rule, @Nullable String expected) {

    /** Whatever the tag names. */
    public OfferedMessage(String requestId, String source, String digest, String rule) {
      this(requestId, source, digest, rule, null);
    }
  }

  /**
   * What a sweep found.
   *
   * @param digest null for nothing
   * @param startedAt when the sweep started, ISO-8601
   */
  record FoundMessage(String requestId, @Nullable String digest, String startedAt) {}

  /**
   * A pin.
   *
   * @param until ISO-8601; null for always
   */
  record PinMessage(String requestId, @Nullable String until, String by, String why) {}

  /**
   * Somebody wants the image in another stage.
   *
   * @param requestId null for one of its own
   * @param stage where to; null where only one path leads away from here
   * @param by who says to want it, for people
   * @param digest what is meant; null for what the name means when it is promoted
   */
  record PromoteMessage(
      @Nullable String requestId, @Nullable String stage, String by, @Nullable String digest) {}

  /** Somebody's wish. */
  record PersonMessage(String requestId, String by) {}
}
