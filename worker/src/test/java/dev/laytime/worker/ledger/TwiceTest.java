package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is run twice, at another time too, leaves the rows that it left the first time. */
class TwiceTest extends LedgerTest {

  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant NOW = DEADLINE.plusSeconds(10);

  /** What is written twice. */
  @FunctionalInterface
  interface Write {
    void run(TwiceTest test);
  }

  static Stream<Arguments> writes() {
    return Stream.of(
        write("recall", test -> test.activities.recall(APP)),
        write("remember", test -> test.activities.remember(record(2))),
        write("remember a quarantine", test -> test.activities.remember(quarantine())),
        write("intend", test -> intend(test)),
        write("settle", test -> test.activities.settle(settled(intend(test)))),
        write("pin", test -> test.activities.pin(pin(new Pin(NOW, "ann", "release")))),
        write("unpin", test -> test.activities.pin(new PinRequest(APP, null, "ann", NOW))),
        write("bury", test -> test.activities.bury(burial())),
        write("source", test -> test.activities.source("git")),
        write("stage", test -> test.activities.stage("demo")),
        write("stageOf", test -> test.activities.stageOf(APP.repository().toString())),
        write("probed", test -> test.activities.probed(probed())),
        write("publish", test -> test.scan(NOW, OTHER, APP.text())),
        write("publish what is held", test -> test.scan(NOW)),
        write(
            "record a closure",
            test ->
                test.ledger
                    .closures()
                    .record(APP.repository(), DIGEST, List.of(member(3), member(4), member(3)))),
        write(
            "keep a manifest",
            test ->
                test.ledger
                    .bodies()
                    .keep(
                        APP.repository(),
                        DIGEST,
                        new Bodies.Body("type", new byte[] {1, 2}, List.of()))),
        write(
            "find",
            test ->
                test.ledger
                    .inventory()
                    .found(
                        "demo",
                        NOW,
                        APP.repository(),
                        Map.of(Objects.requireNonNull(APP.tag()), digest(2)),
                        Set.of(digest(3)))),
        write("say", test -> test.telling.said(said())),
        write(
            "tell of pulls",
            test -> {
              PullEvents events = test.ledger.pullEvents();
              String path = "demo/hub/app";
              PullEvents.Pulled pull = new PullEvents.Pulled(path, DIGEST, "a", "one", NOW);
              PullEvents.Pulled own =
                  new PullEvents.Pulled(path, DIGEST, events.agent(), "one", NOW);
              events.told("demo", List.of(pull, own), NOW);
            }),
        write("tell a find", test -> test.telling.told(new Telling.Find("demo", APP, DIGEST, NOW))),
        write("settle intentions", test -> test.telling.settleIntentions("demo", NOW)),
        write("trim", test -> test.telling.trim("demo", NOW)),
        write("register", test -> test.configure(List.of(stage().observing()), List.of(), "other")),
        write("pause", test -> test.wishes.pauseStage("demo", "ann", "incident", null, NOW)),
        write("resume", test -> test.wishes.resumeStage("demo", "ann", NOW)),
        write("forbid", test -> test.wishes.forbid(APP, "ann", "CVE", NOW)),
        write(
            "allow",
            test -> {
              test.wishes.forbid(APP, "ann", "CVE", NOW);
              test.wishes.allow(APP, "ann", NOW);
            }),
        write("adopt", test -> test.wishes.adoptStage("demo", "ann", NOW)));
  }

  private static Arguments write(String name, Write write) {
    return Arguments.of(name, write);
  }

  private static LifeRecord record(long epoch) {
    return life(
        APP,
        epoch,
        new LifeState.Present(),
        DIGEST,
        START,
        null,
        List.of(
            new Event(epoch, 1, START, "PRESENT", "found"), new Event(epoch, 2, NOW, "X", "y")));
  }

  private static LifeRecord quarantine() {
    Event event = new Event(1, 3, START, "QUARANTINED", "quarantined");
    return life(
        APP,
        1,
        new LifeState.Quarantined(NOW.plusNanos(7), NOW.plusNanos(1_000_000_007), true),
        DIGEST,
        START.plusNanos(9),
        null,
        List.of(event));
  }

  private static String intend(TwiceTest test) {
    return test.intend(APP, DIGEST, DEADLINE, NOW).intention();
  }

  private static SettleRequest settled(String intention) {
    return new SettleRequest(intention, "not done: busy", NOW);
  }

  private static PinRequest pin(Pin pin) {
    return new PinRequest(APP, pin, "ann", NOW);
  }

  private static BuryRequest burial() {
    return new BuryRequest(
        record(2), new Obituary(APP.text(), DIGEST, NOW, "deleted", List.of("proof"), 9));
  }

  private static ProbedRequest probed() {
    return new ProbedRequest(
        "demo", new Capabilities(Capabilities.TagDeletion.NATIVE, true), List.of("other"), NOW);
  }

  private static Closures.Member member(int number) {
    return new Closures.Member(digest(number), Closures.Kind.LAYER, number);
  }

  private static Telling.Said said() {
    return new Telling.Said(APP, new Word("git", 9, NOW, 1, "template", List.of("web")));
  }

  private void begin() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(DEADLINE.plusSeconds(1), OTHER, APP.text());
    telling.unsaid("git", 2).forEach(telling::said);
    ledger
        .inventory()
        .found(
            "demo",
            START,
            APP.repository(),
            Map.of(Objects.requireNonNull(APP.tag()), DIGEST),
            Set.of(DIGEST));
    clock.set(NOW);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void leavesTheSameRows(String name, Write write) {
    begin();
    write.run(this);
    Map<String, List<String>> once = database.rows();

    clock.pass(Duration.ofMinutes(3));
    if (!name.equals("settle")) {
      write.run(this);
    } else {
      activities.settle(
          settled(Intention.id("image/" + APP.text(), 1, RemovalKind.QUARANTINE, DEADLINE)));
    }

    assertThat(database.rows()).isEqualTo(once);
  }

  @Test
  void looksAtEveryTableThatThereIs() {
    assertThat(database.tables())
        .filteredOn(table -> !table.equals("ledger_history"))
        .containsExactlyElementsOf(TestDatabase.TABLES);
  }

  @Test
  void knowsWhatAClosureIsMadeOf() {
    learn(APP, DIGEST, digest(2));

    assertThat(ledger.closures().members(APP.repository(), DIGEST))
        .containsExactly(
            new Closures.Member(DIGEST, Closures.Kind.ROOT, 500),
            new Closures.Member(digest(2), Closures.Kind.CHILD, 100));
    assertThat(ledger.closures().members(APP.repository(), digest(2))).isEmpty();
  }

  @Test
  void keepsTheFirstBytesOfAManifest() {
    Bodies bodies = ledger.bodies();
    byte[] large = new byte[4 * 1024 * 1024];
    large[large.length - 1] = 7;
    List<Tag> tags = List.of(new Tag("sha256-ab.sig"), new Tag("1"));
    bodies.keep(APP.repository(), DIGEST, new Bodies.Body("application/json", large, tags));
    bodies.keep(APP.repository(), DIGEST, new Bodies.Body("text/plain", new byte[] {1}, List.of()));

    assertThat(bodies.find(APP.repository(), DIGEST))
        .hasValueSatisfying(body -> {
          assertThat(body.mediaType()).isEqualTo("application/json");
          assertThat(body.bytes()).isEqualTo(large);
          assertThat(body.tags()).isEqualTo(tags);
        });
    assertThat(bodies.find(APP.repository(), digest(2))).isEmpty();
  }

  @Test
  void keepsAManifestAnewForEachOfItsDeletions() {
    Bodies bodies = ledger.bodies();
    Duration kept = Duration.ofDays(30);
    bodies.keep(APP.repository(), DIGEST, body("1"));
    clock.pass(kept);
    bodies.keep(APP.repository(), DIGEST, body("2"));

    clock.pass(kept);
    bodies.keep(APP.repository(), digest(2), body("3"));
    assertThat(bodies.find(APP.repository(), DIGEST))
        .hasValueSatisfying(body -> assertThat(body.tags()).containsExactly(new Tag("2")));

    clock.pass(Duration.ofSeconds(1));
    bodies.keep(APP.repository(), digest(3), body("4"));
    assertThat(bodies.find(APP.repository(), DIGEST)).isEmpty();
    assertThat(bodies.find(APP.repository(), digest(2))).isPresent();
  }

  private static Bodies.Body body(String tag) {
    return new Bodies.Body("type", new byte[] {1}, List.of(new Tag(tag)));
  }
}
