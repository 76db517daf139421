package dev.laytime.activities.registry.verify;

import dev.laytime.activity.VerifyResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears one piece of evidence after the other until one counts, and says why none does. */
final class Weighing {

  private static final Logger log = LoggerFactory.getLogger(Weighing.class);

  private static final int MOST_REASONS = 10;
  private static final int LONGEST_REASON = 1500;

  private final Judge judge;
  private final Wanted wanted;
  private final List<String> counting = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  Weighing(Judge judge, Wanted wanted) {
    this.judge = judge;
    this.wanted = wanted;
  }

  /**
   * Hears one.
   *
   * @return whether it counts: then no more is needed
   */
  boolean counts(Evidence evidence) {
    String why = refusal(evidence);
    if (why != null) {
      reasons.add("%s: %s".formatted(evidence.place(), why));
    }
    return why == null;
  }

  private @Nullable String refusal(Evidence evidence) {
    try {
      counting.add("%s: %s".formatted(judge.judge(evidence, wanted), evidence.place()));
      return null;
    } catch (UnacceptableException e) {
      return e.reason();
    } catch (RuntimeException | StackOverflowError e) {
      // Strangers write what is read here: whatever a reader does not expect is refused.
      log.debug("refused evidence place={} image={}", evidence.place(), wanted.digest(), e);
      return "it is malformed";
    }
  }

  /**
   * What it came to.
   *
   * @param all whether there was no more than was heard
   */
  VerifyResult result(boolean all) {
    String rest = all ? "" : "; more than %d are not looked at".formatted(EvidenceReader.MOST);
    return counting.isEmpty()
        ? new VerifyResult(false, bounded(refusal()) + rest)
        : new VerifyResult(true, bounded(counting.getFirst()));
  }

  private String refusal() {
    String kind = wanted.isSignature() ? "signature" : "attestation";
    if (reasons.isEmpty()) {
      return "it has no " + kind;
    }
    int more = reasons.size() - MOST_REASONS;
    String first = String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
    return "no %s counts: %s%s"
        .formatted(kind, first, more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static String bounded(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
