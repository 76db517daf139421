package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.FetchedManifests.Errand;
import dev.laytime.ledger.FetchedManifests.Fetched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What copies had of their images before they had to wait. */
class FetchedTest {

  private static final Repository SOURCE = Repository.parse("docker.io/library/app");
  private static final Digest IMAGE = Digest.of("sha256", "a".repeat(64));
  private static final Errand ERRAND = new Errand("app", SOURCE, IMAGE);

  private final MovedClock clock = new MovedClock(LedgerTest.START);
  private final TestDatabase database = new TestDatabase(clock);
  private final FetchedManifests fetched = database.ledger().fetchedManifests();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void comesTogetherAttemptByAttemptUntilTheImageIsCopied() {
    fetched.keep(ERRAND, List.of(manifest(1), manifest(2)));
    fetched.keep(ERRAND, List.of(manifest(2), manifest(3)));
    assertThat(fetched.find(ERRAND))
        .extracting(Fetched::digest)
        .containsExactlyInAnyOrder(digest(1), digest(2), digest(3));
    assertThat(fetched.find(ERRAND)).allMatch(one -> one.bytes().length == 5);

    fetched.forget(ERRAND);
    assertThat(database.rows("fetched_manifests")).isEmpty();
  }

  @Test
  void isNobodyElses() {
    fetched.keep(ERRAND, List.of(manifest(1)));
    assertThat(fetched.find(new Errand("", SOURCE, IMAGE))).isEmpty();
    assertThat(fetched.find(new Errand("app", SOURCE, digest(9)))).isEmpty();
  }

  @Test
  void isForgottenAWeekAfterAnythingCame() {
    fetched.keep(ERRAND, List.of(manifest(1)));
    clock.pass(Duration.ofDays(5));
    fetched.keep(ERRAND, List.of(manifest(2)));
    clock.pass(Duration.ofDays(6));
    keepAnother(8, 5);
    assertThat(fetched.find(ERRAND)).hasSize(2);
    clock.pass(Duration.ofDays(2));
    keepAnother(9, 5);
    assertThat(fetched.find(ERRAND)).isEmpty();
  }

  @Test
  void makesRoomForWhatCameLast() {
    FetchedManifests small = new JdbcFetchedManifests(database.ledger().sql(), clock, 20);
    for (int image = 0; image < 3; image++) {
      clock.pass(Duration.ofMinutes(1));
      small.keep(new Errand("app", SOURCE, digest(image)), List.of(manifest(1), manifest(2)));
    }
    assertThat(fetched.find(new Errand("app", SOURCE, digest(0)))).isEmpty();
    assertThat(fetched.find(new Errand("app", SOURCE, digest(1)))).hasSize(2);
    assertThat(fetched.find(new Errand("app", SOURCE, digest(2)))).hasSize(2);
  }

  private void keepAnother(int image, int size) {
    fetched.keep(
        new Errand("other", SOURCE, digest(image)),
        List.of(new Fetched("text/plain", digest(1), new byte[size])));
  }

  private static Fetched manifest(int number) {
    return new Fetched("text/plain", digest(number), new byte[5]);
  }

  private static Digest digest(int number) {
    return Digest.of("sha256", "%064x".formatted(number));
  }
}
