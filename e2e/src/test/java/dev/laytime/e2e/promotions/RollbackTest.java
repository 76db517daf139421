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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What appears is promoted by itself, and at its times; a person takes it back, by the real
 * command. All the while the stage is swept, and what one can go back to stays.
 */
@ExtendWith(ProvingGround.class)
@Order(2)
final class RollbackTest {

  private static final String FIRST = "1.0.0";
  private static final String BAD = "1.1.0";
  private static final String NEXT = "1.2.0";
  private static final String HIGHEST = "2.0.0";

  @Test
  void goesBackAndHoldsWhatIsPromotedByItselfUntilItIsReleased(Workspace workspace)
      throws IOException {
    Way way = Way.swept(workspace, List.of("app", "tool"), "sweep-every: 2s");
    Path token = token(workspace);
    way.configuration().lines("api: {token-file: %s}".formatted(token));
    way.paths(
        Way.path("release", "app") + "\n  automatic: seen\n  keep-last: 1",
        Way.path("nightly", "tool") + "\n  automatic: scheduled\n  schedule: '* * * * *'");
    Digest tool = way.publish("tool", HIGHEST);
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
    assertThat(way.apps().commits()).filteredOn(commit -> !commit.contains("tool")).hasSize(4);

    Digest next = way.publish("app", NEXT);
    way.seek("release", "app:" + NEXT);
    Await.until(
        "it waits, as its path is held",
        Way.LONG,
        () ->
            isKnown(way, "app:" + NEXT)
                && way.status("app:" + NEXT).toString().contains("errors since"));
    assertThat(way.status("app:" + NEXT).state()).isEqualTo(PromotionState.WAITING);
    assertThat(way.crane().knows(way.inProd("app:" + NEXT))).isFalse();
    assertThat(cli.run("holds").orThrow()).contains("release", way.inProd("app"), way.inEu("app"));

    for (String held : List.of(way.inProd("app"), way.inEu("app"))) {
      cli.run("holds", "release", "release", held, "--token-file=" + token).orThrow();
    }
    awaitPromoted(way, NEXT);
    assertNames(way, "latest", next);
    assertThat(way.apps().file()).contains("newTag: " + NEXT);
    assertThat(cli.run("holds").orThrow()).doesNotContain("errors since noon");

    assertPromotedAtItsTime(way, cli, tool);
    goOn(cli, token);
    Await.until(
        "what is neither there now nor a target leaves",
        Way.LONG,
        () -> !way.crane().knows(way.inProd("app@" + bad)));
    assertThat(way.crane().knows(way.inProd("app:" + BAD))).isFalse();
    assertNames(way, FIRST, first);
    assertNames(way, NEXT, next);
    assertKept(cli, way.inProd("app:" + FIRST), "rollback target 1 of 1");
    assertKept(cli, way.inProd("app:" + NEXT), "what is there now");
  }

  /** What a promotion keeps asks again in an hour; when a stage goes on, all of it does at once. */
  private static void goOn(LaytimeCli cli, Path token) {
    cli.run("pause", "prod", "--why=we look at it", "--token-file=" + token).orThrow();
    cli.run("resume", "prod", "--token-file=" + token).orThrow();
  }

  private static void assertKept(LaytimeCli cli, String image, String why) {
    assertThat(cli.run("why", image).orThrow()).contains("promoted to prod by release", why);
  }

  private static void assertPromotedAtItsTime(Way way, LaytimeCli cli, Digest tool) {
    String image = "tool:" + HIGHEST;
    Await.until(image + " is asked for", Way.LONG, () -> isKnown(way, image));
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().by()).isEqualTo("path nightly");
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(tool.value());
    assertThat(cli.run("promotions", "show", Way.promotion(image)).orThrow())
        .contains("nightly to prod", "by its path");
  }

  private static Path token(Workspace workspace) throws IOException {
    Path file = workspace.directory("token").resolve("token");
    return Files.writeString(
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "a-token-for-writes-of-this-test");
  }

  private static boolean isKnown(Way way, String image) {
    try {
      return way.status(image) != null;
    } catch (WorkflowException notYet) {
      return false;
    }
  }

  private static void awaitPromoted(Way way, String tag) {
    way.seek("release", "app:" + tag);
    Await.until(tag + " is asked for", Way.LONG, () -> isKnown(way, "app:" + tag));
    PromotionStatus end = way.stub("app:" + tag).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().by()).contains("release");
  }

  private static void assertNames(Way way, String tag, Digest digest) {
    assertThat(way.crane().digest(way.inProd("app:" + tag))).isEqualTo(digest.value());
    assertThat(way.crane().digest(way.inEu("app:" + tag))).isEqualTo(digest.value());
  }
}
