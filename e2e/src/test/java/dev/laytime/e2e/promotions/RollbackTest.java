package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What appears is promoted by itself, and a person takes it back, by the real command. */
@ExtendWith(ProvingGround.class)
final class RollbackTest {

  private static final String FIRST = "1.0.0";
  private static final String BAD = "1.1.0";
  private static final String NEXT = "1.2.0";

  @Test
  void goesBackAndHoldsWhatIsPromotedByItselfUntilItIsReleased(Workspace workspace)
      throws IOException {
    Way way = Way.start(workspace, List.of("app"), "sweep-every: 2s");
    Path token = token(workspace);
    way.configuration().lines("api: {token-file: %s}".formatted(token));
    way.paths(Way.path("release", "app") + "\n  automatic: seen");
    LaytimeWorker worker = way.work();
    LaytimeCli cli = LaytimeCli.beside(workspace, worker);

    Digest first = way.publish("app", FIRST);
    awaitPromoted(way, FIRST);
    Digest bad = way.publish("app", BAD);
    awaitPromoted(way, BAD);
    assertNames(way, "latest", bad);
    assertThat(way.apps().file()).contains("newTag: " + BAD);

    Execution back =
        cli.run(
            "rollback",
            way.inProd("app"),
            "--why=errors since noon",
            "--wait",
            "--token-file=" + token);
    assertThat(back.exitCode()).as(back.errors()).isZero();
    assertNames(way, "latest", first);
    assertNames(way, FIRST, first);
    assertNames(way, BAD, bad);
    assertThat(way.apps().file()).contains("newTag: " + FIRST).doesNotContain(BAD);
    assertThat(way.apps().commits()).hasSize(4);

    Digest next = way.publish("app", NEXT);
    way.seek("release", "app:" + NEXT);
    Await.until(
        "it waits, as its path is held",
        Way.LONG,
        () -> known(way, NEXT) && way.status("app:" + NEXT).toString().contains("errors since"));
    assertThat(way.status("app:" + NEXT).state()).isEqualTo(PromotionState.WAITING);
    assertThat(way.crane().knows(way.inProd("app:" + NEXT))).isFalse();
    assertThat(cli.run("holds").orThrow()).contains("release", way.inProd("app"));

    cli.run("holds", "release", "release", way.inProd("app"), "--token-file=" + token).orThrow();
    awaitPromoted(way, NEXT);
    assertNames(way, "latest", next);
    assertThat(way.apps().file()).contains("newTag: " + NEXT);
    assertThat(cli.run("holds").orThrow()).doesNotContain("errors since noon");
  }

  private static Path token(Workspace workspace) throws IOException {
    Path file = workspace.directory("token").resolve("token");
    return Files.writeString(
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "a-token-for-writes-of-this-test");
  }

  private static boolean known(Way way, String tag) {
    try {
      return way.status("app:" + tag) != null;
    } catch (WorkflowException notYet) {
      return false;
    }
  }

  private static void awaitPromoted(Way way, String tag) {
    way.seek("release", "app:" + tag);
    Await.until(tag + " is asked for", Way.LONG, () -> known(way, tag));
    PromotionStatus end = way.stub("app:" + tag).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().by()).contains("release");
  }

  private static void assertNames(Way way, String tag, Digest digest) {
    assertThat(way.crane().digest(way.inProd("app:" + tag))).isEqualTo(digest.value());
    assertThat(way.crane().digest(way.inEu("app:" + tag))).isEqualTo(digest.value());
  }
}
