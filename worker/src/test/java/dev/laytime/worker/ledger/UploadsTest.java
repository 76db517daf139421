package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Uploads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where large blobs are on their way to. */
class UploadsTest {

  private static final Repository APP = Repository.parse("registry.test/team/app");
  private static final Repository OTHER = Repository.parse("registry.test/team/other");
  private static final Digest BLOB = Digest.of("sha256", "a".repeat(64));
  private static final String PATH = "/v2/team/app/blobs/uploads/1";

  private final MovedClock clock = new MovedClock(LedgerTest.START);
  private final TestDatabase database = new TestDatabase(clock);
  private final Uploads uploads = database.ledger().uploads();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void areFoundByTargetAndDigestUntilTheyEnd() {
    uploads.begun(APP, BLOB, PATH);
    assertThat(uploads.find(APP, BLOB)).contains(PATH);
    assertThat(uploads.find(OTHER, BLOB)).isEmpty();

    uploads.ended(APP, BLOB);
    uploads.ended(APP, BLOB);
    assertThat(uploads.find(APP, BLOB)).isEmpty();
    assertThat(database.rows("uploads")).isEmpty();
  }

  @Test
  void areOneForEachBlobOfATarget() {
    uploads.begun(APP, BLOB, PATH);
    uploads.begun(APP, BLOB, PATH + "2");
    assertThat(uploads.find(APP, BLOB)).contains(PATH + "2");
    assertThat(database.rows("uploads")).hasSize(1);
  }

  @Test
  void leaveTheSameRowWhenTheyAreToldTwice() {
    uploads.begun(APP, BLOB, PATH);
    List<String> once = database.rows("uploads");
    clock.pass(Duration.ofMinutes(3));
    uploads.begun(APP, BLOB, PATH);
    assertThat(database.rows("uploads")).isEqualTo(once);
  }

  @Test
  void areForgottenAfterAWeek() {
    uploads.begun(APP, BLOB, PATH);
    clock.pass(Uploads.KEPT);
    assertThat(uploads.find(APP, BLOB)).contains(PATH);

    clock.pass(Duration.ofSeconds(1));
    assertThat(uploads.find(APP, BLOB)).isEmpty();
    uploads.begun(OTHER, BLOB, PATH);
    assertThat(database.rows("uploads")).singleElement().asString().contains(OTHER.toString());
  }

  @Test
  void haveRoomForTheLongestPath() {
    String longest = PATH + "0".repeat(Uploads.LONGEST_PATH - PATH.length());
    uploads.begun(APP, BLOB, longest);
    assertThat(uploads.find(APP, BLOB)).contains(longest);
  }
}
