package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.EvidenceRequest;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.PullRecord;
import dev.laytime.lifecycle.Retention;
import dev.laytime.lifecycle.RetentionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry tells who pulled, or does not. */
class ImageLifePulledTest {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;

  private volatile @Nullable Instant pulled;
  private volatile boolean silent;

  @BeforeEach
  void keepWhatIsPulled() {
    ledger.answer = this::answer;
  }

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private Inquiry answer(EvidenceRequest request) {
    Instant told = silent ? request.now().minus(SWEEP.multipliedBy(3)) : request.now();
    PullRecord record =
        new PullRecord(
            pulled, Instant.EPOCH, told, null, SWEEP.multipliedBy(2), request.notBefore(), SWEEP);
    List<Retention.Kept> kept =
        Retention.keepers(
            FakeLedger.PREFIX,
            new Retention.Sibling(IMAGE, Instant.EPOCH),
            List.of(),
            List.of(),
            record,
            List.of(RetentionRule.pulledWithin(WINDOW)),
            request.now());
    return kept.isEmpty()
        ? new Inquiry.Proven(request.notBefore(), List.of(record.text()))
        : new Inquiry.Later(
            request.notBefore(),
            kept.stream().map(Retention.Kept::reason).toList(),
            kept.getLast().until());
  }

  @Test
  void staysForAsLongAsThePullCountsAndLeavesByItselfThen() {
    environment.becomeUnused();
    pulled = environment.now();
    Instant end = Objects.requireNonNull(pulled).plus(WINDOW);

    environment.pass(FakeLedger.GRACE.plusDays(1));
    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons())
        .containsExactly("pulled at %s, until %s".formatted(pulled, end));
    assertThat(ledger.evidence).as("it sleeps").hasSize(1);

    environment.pass(Duration.between(environment.now(), end.minusSeconds(60)));
    assertThat(environment.state()).isEqualTo("UNUSED");
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void staysInQuarantineWhereSomebodyPulledItByDigestMeanwhile() {
    environment.becomeQuarantined();
    pulled = environment.now();

    environment.pass(WINDOW.minusDays(1));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(environment.stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
    environment.pass(Duration.ofDays(2));
    assertThat(ledger.buried).hasSize(1);
  }

  @Test
  void staysWhileTheRegistryIsSilentAndAsksOnceASweep() {
    silent = true;
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusHours(10));

    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons().getFirst())
        .startsWith("the registry has told of no pull of our own since ");
    assertThat(ledger.evidence.size()).isBetween(8, 12);

    silent = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }
}
