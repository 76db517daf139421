package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.IMAGE;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes get a line, and how it reads. */
class StoryTest {

  @ParameterizedTest
  @MethodSource("lines")
  void tellsWhatHappened(Life before, Fact fact, String text) {
    Life after = Lifecycle.on(before, fact);
    assertThat(after.news()).hasSize(before.news().size() + 1);
    Event event = after.news().getLast();
    assertThat(event)
        .isEqualTo(
            new Event(
                after.epoch(), before.sequence() + 1, fact.at(), after.state().label(), text));
  }

  static Stream<Arguments> lines() {
    Life leaving = Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE);
    Life dying =
        Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL);
    Life named = Lives.after(Lives.present(), Lives.said(START, 1, 1));
    Memory seen = new Memory(1, START, null, null, null, null, null);
    Memory dead = new Memory(1, START, null, null, null, null, "deleted");
    return Stream.of(
        line(Life.begin(IMAGE, START), new Fact.Recalled(START, Lives.nothing()), "first seen"),
        line(
            Life.begin(IMAGE, START),
            new Fact.Recalled(START, seen),
            "remembered: first seen " + START),
        line(
            Life.begin(IMAGE, START),
            new Fact.Recalled(START, dead),
            "seen again; earlier: deleted"),
        line(Lives.present(), Lives.said(START, 1, 1), "named by git: web"),
        line(named, Lives.said(START, 2, 0), "no source names it any more; last git"),
        line(Lives.wanted(), new Fact.Found(START, DIGEST), "found in the stage: " + DIGEST),
        line(
            Lives.present(),
            new Fact.Found(START, OTHER),
            "moved by somebody else: " + DIGEST + " → " + OTHER),
        line(Lives.present(), new Fact.Found(START, null), "lost from the stage"),
        line(
            Lives.present(),
            new Fact.Offered(START, new Offer(UPSTREAM, OTHER, "hub")),
            "hub offers " + OTHER + " from " + UPSTREAM),
        line(Lives.copying(), new Fact.Copied(START, "r1", DIGEST), "copied: " + DIGEST),
        line(
            Lives.copying(),
            new Fact.CopyFailed(START, "r1", "no route", null),
            "copy failed: no route"),
        line(
            Lives.copying(),
            new Fact.NotOrdered(START, "r1", "busy", null, false),
            "copy not taken: busy"),
        line(
            Lives.copying(),
            new Fact.NotOrdered(START, "r1", "timed out", null, true),
            "no answer to the order of a copy: timed out"),
        line(
            Lives.after(Lives.copying(), new Fact.NotOrdered(START, "r1", "timed out", null, true)),
            new Fact.CopyFailed(START, "r1", "no route", null),
            "copy failed: no route"),
        line(Lives.present(), new Fact.Failed(START, "no route", null), "failed: no route"),
        line(
            leaving,
            new Fact.Removed(DEADLINE, "r1", true, "", 0),
            "quarantined " + DIGEST + "; proof: proof"),
        line(
            dying,
            new Fact.Removed(UNTIL, "r1", true, "children stay", 7),
            "deleted " + DIGEST + ", 7 bytes released (children stay); proof: proof"),
        line(
            leaving,
            new Fact.NotRemoved(DEADLINE, "r1", List.of("git: not yet"), UNTIL, false),
            "not removed: git: not yet"),
        line(Lives.quarantined(), new Fact.Restored(UNTIL, DIGEST, true), "restored: " + DIGEST),
        line(
            Lives.quarantined(), new Fact.Restored(UNTIL, DIGEST, false), "there again: " + DIGEST),
        line(
            Lives.quarantined(),
            new Fact.Restored(UNTIL, null, false),
            "could not be restored: its content is gone"),
        line(
            Lives.quarantined(),
            new Fact.Restored(UNTIL, DIGEST, true, "manifest m is gone"),
            "restored: " + DIGEST + ", but manifest m is gone"),
        line(
            Lives.present(),
            new Fact.Displaced(START, "stage.example.com/hub/app:2"),
            "was stage.example.com/hub/app:2 before"),
        line(
            Lives.present(),
            new Fact.PinSet(START, new Pin(UNTIL, "ann", "audit")),
            "pinned by ann until " + UNTIL + ": audit"),
        line(Lives.present(), new Fact.PinRemoved(START, "ann"), "unpinned by ann"),
        line(Lives.quarantined(), new Fact.RestoreAsked(UNTIL, "ann"), "restore asked for by ann"),
        line(
            Lives.present(),
            new Fact.Held(START, OTHER, true),
            "held what it was before: " + OTHER),
        line(
            Lives.after(leaving, new Fact.NotRemoved(DEADLINE, "r1", List.of("?"), DEADLINE, true)),
            new Fact.Found(DEADLINE, null),
            "gone after all by a request in doubt: to be restored"),
        line(
            Lives.present(),
            new Fact.Unpulled(DEADLINE, "Pod shop/web"),
            "cannot be pulled by Pod shop/web"));
  }

  private static Arguments line(Life before, Fact fact, String text) {
    return Arguments.of(before, fact, text);
  }

  @Test
  void saysNothingOfWhatChangesNothing() {
    Life named = Lives.after(Lives.present(), Lives.said(START, 1, 1));
    assertThat(Lives.after(named, Lives.said(START, 2, 3)).news()).isEqualTo(named.news());
    assertThat(Lives.after(named, new Fact.Found(START, DIGEST)).news()).isEqualTo(named.news());
    assertThat(Lives.after(named, new Fact.Looked(START, "policy")).news()).isEqualTo(named.news());
    Life copying = Lives.copying();
    assertThat(Lives.after(copying, new Fact.Unpulled(START, "Pod shop/web")).news())
        .isEqualTo(copying.news());
  }
}
