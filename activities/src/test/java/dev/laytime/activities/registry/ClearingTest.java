package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activity.ClearRequest;
import dev.laytime.activity.ClearResult;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SurveyResult;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What builders left, and what may go of it. */
class ClearingTest {

  private static final String BUILD = "build-" + "a".repeat(32);
  private static final String SOURCE = "source-" + "b".repeat(32);

  @TempDir Path directory;
  private TestStage stage;

  @BeforeEach
  void start() throws IOException {
    stage = TestStage.workshop(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void takesAwayWhatBuildersPushedAndBrought() throws IOException {
    stage.with(new Behaviour.RefusesChildDeletion());
    List<Manifest> children = List.of(stage.image(), stage.image());
    Manifest index = stage.index(children, BUILD);
    Manifest source = stage.image(SOURCE);
    Manifest untagged = stage.image();
    Manifest theirs = stage.image("theirs", "build-1");
    stage.ledger.brought.add(untagged.digest());
    stage.ledger.brought.add(index.digest());

    assertThat(clear()).isEqualTo(new ClearResult(5, List.of()));

    assertThat(stage.tags()).containsExactlyInAnyOrder("theirs", "build-1");
    for (Manifest each :
        List.of(index, children.getFirst(), children.getLast(), source, untagged)) {
      assertThat(stage.has(each)).isFalse();
    }
    assertThat(stage.has(theirs)).isTrue();
    assertThat(clear()).as("again").isEqualTo(new ClearResult(0, List.of()));
  }

  @Test
  void leavesAllWhereAnythingSpeaksAgainstIt() throws IOException {
    Manifest image = stage.image(BUILD);
    stage.ledger.objections.add("a build by rule app is not over");

    assertThat(clear()).isEqualTo(new ClearResult(0, List.of("a build by rule app is not over")));

    assertThat(stage.has(image)).isTrue();
  }

  /** An order may come at any time. */
  @Test
  void asksTheLedgerBeforeEachDeletion() throws IOException {
    stage.image(BUILD);
    stage.image(SOURCE);
    int[] asked = {0};
    stage.ledger.beforeObjections =
        () -> {
          if (asked[0]++ == 2) {
            stage.ledger.objections.add("a build by rule app is not over");
          }
        };

    assertThat(clear()).isEqualTo(new ClearResult(1, List.of("a build by rule app is not over")));

    assertThat(stage.tags()).hasSize(1);
  }

  @Test
  void takesNothingAwayWithoutALedgerOrAPermission() throws IOException {
    Manifest image = stage.image(BUILD);
    stage.ledger.down = true;
    assertThatThrownBy(this::clear).hasStackTraceContaining("the ledger is down");
    stage.ledger.down = false;
    stage.ledger.enabled = false;
    assertThatThrownBy(this::clear).hasStackTraceContaining("deletion is not enabled");

    assertThat(stage.has(image)).isTrue();
  }

  @Test
  void takesNothingAwayElsewhere() throws IOException {
    try (TestStage images = TestStage.in(directory.resolve("images"))) {
      Manifest image = images.image(BUILD);

      ClearResult result = images.activities().clear(new ClearRequest(images.repository));

      assertThat(result.reasons()).singleElement().asString().contains("is no workshop");
      assertThat(images.has(image)).isTrue();
    }
  }

  @Test
  void takesNothingAwayByAProofAboutImages() throws IOException {
    Manifest image = stage.image(BUILD);
    Removals.Claim claim = stage.deleting(BUILD, image);

    RemoveResult result =
        stage.remove(claim, new SurveyResult.DeleteManifest(image.digest(), List.of()));

    assertThat(result.outcome()).isEqualTo(RemoveResult.Outcome.OBJECTED);
    assertThat(result.reasons()).singleElement().asString().contains("workshop of builders");
    assertThat(stage.has(image)).isTrue();
  }

  private ClearResult clear() {
    return stage.activities().clear(new ClearRequest(stage.repository));
  }
}
