package dev.laytime.worker.ledger;

import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Digest;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Spread;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.lifecycle.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether an image may leave: it may only where everything that could keep it was asked. */
final class Evidence {

  private static final int MOST_REASONS = 10;
  private static final Duration NOT_RECORDED = Duration.ofMinutes(5);
  private static final Duration DRY_RUN = Duration.ofHours(12);

  private final Ground ground;
  private final Policies policies;
  private final Hearing hearing;
  private final Keepers keepers;
  private final JdbcClosures closures;

  Evidence(
      Ground ground, Policies policies, Hearing hearing, Keepers keepers, JdbcClosures closures) {
    this.ground = ground;
    this.policies = policies;
    this.hearing = hearing;
    this.keepers = keepers;
    this.closures = closures;
  }

  /** The answer, as of this transaction. */
  EvidenceResult of(Question question) {
    return answer(question, false);
  }

  /** The same for an image that has left: what it was made of was forgotten with it. */
  EvidenceResult ofGone(Question question) {
    return answer(question, true);
  }

  private EvidenceResult answer(Question question, boolean gone) {
    Policy policy = policies.of(question.image(), question.digest());
    StageRow stage = Stages.of(ground.stages(), question.image().repository()).orElse(null);
    if (stage == null) {
      return later(question, List.of("no stage has this image"), null);
    }
    List<Testimony> heard = hearing.of(question, stage);
    List<Word> words =
        heard.stream()
            .filter(Testimony.Named.class::isInstance)
            .map(testimony -> ((Testimony.Named) testimony).word())
            .toList();
    Optional<Keepers.Kept> unknown = gone ? Optional.empty() : unknown(question);
    boolean unlearned = question.digest() != null && unknown.isPresent();
    return new EvidenceResult(inquiry(question, policy, stage, heard, unknown), words, unlearned);
  }

  /** What the sources say of an image. */
  List<Testimony> heard(Question question) {
    return Stages.of(ground.stages(), question.image().repository())
        .map(stage -> hearing.of(question, stage))
        .orElse(List.of());
  }

  private Inquiry inquiry(
      Question question,
      Policy policy,
      StageRow stage,
      List<Testimony> heard,
      Optional<Keepers.Kept> unknown) {
    StagePause pause = stage.paused(question.now());
    if (pause != null) {
      return new Inquiry.Later(
          question.notBefore(), List.of(pause.toString()), pause.retryAt(question.image()));
    }
    if (policy.objection() != null) {
      return new Inquiry.Later(question.notBefore(), List.of(policy.objection()), null);
    }
    List<Keepers.Kept> doubts = doubts(question, heard);
    unknown.ifPresent(doubts::add);
    List<Keepers.Kept> kept = doubts.isEmpty() ? keepers.of(question, stage) : doubts;
    if (!kept.isEmpty()) {
      return new Inquiry.Later(
          question.notBefore(),
          kept.stream().map(Keepers.Kept::reason).limit(MOST_REASONS).toList(),
          latest(kept));
    }
    return stage.settings().dryRun()
        ? dryRun(question)
        : new Inquiry.Proven(question.notBefore(), proof(question, stage, heard));
  }

  /** It is asked again from time to time, so that what it says stays true. */
  private static Inquiry dryRun(Question question) {
    String step =
        switch (question.kind()) {
          case QUARANTINE -> "it would go into quarantine now";
          case DELETE -> "it would be deleted now";
        };
    Keepers.Kept kept = later(StageOrders.DRY_RUN + "; else " + step, question, DRY_RUN);
    return new Inquiry.Later(question.notBefore(), List.of(kept.reason()), kept.retryAt());
  }

  /** Why what the sources say does not prove that the image is not needed. */
  private List<Keepers.Kept> doubts(Question question, List<Testimony> heard) {
    List<Keepers.Kept> doubts = new ArrayList<>();
    for (Testimony testimony : heard) {
      if (testimony instanceof Testimony.Named(var source, var word, var names, var retryAt)) {
        doubts.add(
            new Keepers.Kept(
                "named by %s as %s: %s".formatted(source, names, String.join("; ", word.first())),
                retryAt));
      }
    }
    for (Testimony testimony : heard) {
      if (testimony instanceof Testimony.NotYet(var source, var why, _, var retryAt)) {
        doubts.add(new Keepers.Kept("%s: %s".formatted(source, why), retryAt));
      }
    }
    if (heard.isEmpty()) {
      doubts.add(later("no source of use is registered", question, Credence.LOST));
    }
    return doubts;
  }

  /** What the sources cannot be asked about. */
  private Optional<Keepers.Kept> unknown(Question question) {
    Digest digest = question.digest();
    if (digest == null) {
      return Optional.of(later("nobody knows which digest it is", question, NOT_RECORDED));
    }
    return closures.recorded(question.image().repository(), digest)
        ? Optional.empty()
        : Optional.of(
            later(
                "what %s is made of is not written down, so no source can be asked about its parts"
                    .formatted(digest),
                question,
                NOT_RECORDED));
  }

  private static Keepers.Kept later(String reason, Question question, Duration wait) {
    return new Keepers.Kept(
        reason, question.now().plus(wait).plus(Spread.of(question.image(), wait)));
  }

  /** All of it must end: the answer cannot change before the last of it does. */
  private static @Nullable Instant latest(List<Keepers.Kept> kept) {
    Stream<Instant> ends = kept.stream().map(Keepers.Kept::retryAt).filter(Objects::nonNull);
    return kept.stream().anyMatch(reason -> reason.retryAt() == null)
        ? null
        : ends.max(Comparator.naturalOrder()).orElse(null);
  }

  private List<String> proof(Question question, StageRow stage, List<Testimony> heard) {
    return Stream.concat(
            heard.stream()
                .filter(Testimony.NotNamed.class::isInstance)
                .map(testimony -> ((Testimony.NotNamed) testimony).text()),
            keepers.considered(question, stage).stream())
        .toList();
  }

  private static EvidenceResult later(
      Question question, List<String> reasons, @Nullable Instant retryAt) {
    return new EvidenceResult(new Inquiry.Later(question.notBefore(), reasons, retryAt), List.of());
  }
}
