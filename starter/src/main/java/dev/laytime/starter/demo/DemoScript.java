package dev.laytime.starter.demo;

import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.ByteCount;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.view.WhyView.OneLife;
import dev.laytime.view.WhyView.SourceWord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One image's whole life: every step is waited for, looked at from outside, and told. */
final class DemoScript {

  private static final List<String> STATES =
      List.of("PRESENT", "UNUSED", "QUARANTINED", "PRESENT", "UNUSED", "QUARANTINED", "DELETED");

  private final Cast cast;
  private final Typed laytime;
  private final Teller teller;
  private final Watch watch;
  private final Manifests manifests;
  private final Registry registry;

  DemoScript(Cast cast, Typed laytime, Registry registry, Teller teller) {
    this.cast = cast;
    this.laytime = laytime;
    this.registry = registry;
    this.teller = teller;
    this.watch = new Watch(laytime, cast.patience());
    this.manifests = new Manifests(cast.manifests());
  }

  /**
   * Plays it.
   *
   * @throws CommandFailure where something is not as it should be
   */
  void play() {
    try {
      Content content = upstream();
      Stage stage = new Stage(registry, cast.image(), content);
      wanted();
      mirrored(stage, content);
      quarantined(stage, unused(stage));
      restored(stage, content);
      deleted(stage, content, released(stage, content));
      stayed();
      told();
    } catch (IOException e) {
      throw CommandFailure.error(
          "write a manifest into " + cast.manifests(),
          RootCause.text(e),
          "check that the directory is there and writable");
    }
  }

  private Content upstream() {
    Registry.Manifest index = registry.get(cast.upstream());
    Content content =
        Content.read(index, digest -> registry.get(cast.upstream().withDigest(digest)));
    Stage.claim(
        registry.find(cast.image()).isEmpty(),
        "nothing is in the stage as %s yet".formatted(cast.image()),
        "the registry has that tag");
    teller.step(
        "upstream",
        "%s, for %s".formatted(cast.upstream(), String.join(" and ", content.platforms())),
        content.digest().value());
    return content;
  }

  private void wanted() throws IOException {
    manifests.schedule(cast.stays());
    manifests.deploy(cast.image());
    OneLife life =
        watch.until(
            cast.image(), "is named by a source", named -> named(named).findAny().isPresent());
    teller.step("wanted", cast.image() + " is named by a manifest:", usages(life));
    teller.typed(Watch.line(cast.image()));
  }

  private void mirrored(Stage stage, Content content) {
    OneLife life = present("is in the stage", content);
    stage.requireWhole();
    Stage.claim(
        named(life).flatMap(word -> word.why().stream()).anyMatch(DemoScript::isOurs),
        "'laytime why' shows the Deployment",
        "it shows " + List.of(usages(life)));
    watch.until(cast.stays(), "is in the stage", Watch.in("PRESENT"));
    teller.step(
        "mirrored",
        name(life) + ": the stage has every manifest and blob of it, byte for byte",
        because(life));
    teller.typed(Watch.line(cast.image()));
  }

  private Instant unused(Stage stage) throws IOException {
    manifests.undeploy();
    teller.step("removed", "the Deployment's manifest");
    Why why = life(watch.until(cast.image(), "is unused", Watch.in("UNUSED")));
    stage.requireWhole();
    Instant deadline = deadline(why);
    teller.step(
        "unused",
        name(why) + ": no source names it; kept until " + Moment.text(deadline),
        because(why));
    teller.typed(Watch.line(cast.image()));
    return deadline;
  }

  private void quarantined(Stage stage, Instant deadline) {
    OneLife life = watch.until(cast.image(), "is quarantined", Watch.in("QUARANTINED"));
    stage.requireHeld();
    Instant at = last(life, "QUARANTINED");
    Stage.claim(
        !at.isBefore(deadline),
        "its grace period was kept, until " + deadline,
        "it was quarantined at " + at);
    teller.step(
        "quarantined",
        name(life) + ": the tag is gone; by digest all of it can still be pulled",
        because(life),
        "held until " + Moment.text(deadline(life(life))));
    teller.typed(Watch.line(cast.image()));
  }

  private void restored(Stage stage, Content content) throws IOException {
    manifests.deploy(cast.image());
    teller.step("written", "the Deployment's manifest, again");
    OneLife life = present("is restored", content);
    stage.requireWhole();
    teller.step(
        "restored", name(life) + ": the tag is there again, with the same bytes", because(life));
    teller.typed(Watch.line(cast.image()));
  }

  private Instant released(Stage stage, Content content) throws IOException {
    manifests.undeploy();
    teller.step("removed", "the Deployment's manifest, for good");
    Instant deadline = deadline(life(watch.until(cast.image(), "is unused", Watch.in("UNUSED"))));
    stage.requireWhole();
    OneLife life = watch.until(cast.image(), "is quarantined", Watch.in("QUARANTINED"));
    stage.requireHeld();
    Stage.claim(
        !last(life, "QUARANTINED").isBefore(deadline)
            && content.digest().equals(life(life).digest()),
        "its second grace period was kept, until " + deadline,
        "it was quarantined at " + last(life, "QUARANTINED"));
    Instant end = deadline(life(life));
    teller.step("quarantined", name(life) + ": held until " + Moment.text(end), because(life));
    teller.typed(Watch.line(cast.image()));
    return end;
  }

  private void deleted(Stage stage, Content content, Instant quarantineEnds) {
    OneLife life = watch.until(cast.image(), "is deleted", DemoScript::isDead);
    stage.requireGone();
    Obituary obituary = life.obituaries().getFirst();
    Stage.claim(
        content.digest().equals(obituary.digest()) && !obituary.proof().isEmpty(),
        "its obituary names the digest and the proof",
        "it names %s, on the proof %s".formatted(obituary.digest(), obituary.proof()));
    Stage.claim(
        !obituary.at().isBefore(quarantineEnds),
        "its quarantine was kept, until " + quarantineEnds,
        "it was deleted at " + obituary.at());
    teller.step(
        "deleted",
        "%s; %s released, on this proof:"
            .formatted(content.digest(), ByteCount.text(obituary.releasedBytes())),
        obituary.proof().toArray(String[]::new));
    teller.typed(Watch.line(cast.image()));
    List<String> states = life.story().stream().map(Event::state).toList();
    Stage.claim(isIn(states), "its story tells " + STATES, "it tells " + states);
  }

  /** Nothing else went with it. */
  private void stayed() {
    Registry.Manifest other = registry.get(cast.stays());
    Why why = life(watch.until(cast.stays(), "is still in the stage", Watch.in("PRESENT")));
    Stage.claim(
        other.digest().equals(why.digest()),
        "%s is untouched".formatted(cast.stays()),
        "the registry has " + other.digest());
    registry.get(cast.upstream());
    teller.step("stayed", "%s, and everything upstream".formatted(cast.stays()), because(why));
    teller.typed(Watch.line(cast.stays()));
  }

  private void told() {
    String[] line = {"why", cast.image().text()};
    Typed.Ran ran = laytime.run(line);
    Stage.claim(ran.status() == 0, "the ledger tells the story of the dead", ran.err());
    teller.line("");
    teller.line("$ laytime " + String.join(" ", line));
    teller.written(ran.out());
  }

  private OneLife present(String awaited, Content content) {
    return watch.until(
        cast.image(),
        awaited,
        life -> Watch.in("PRESENT").test(life) && content.digest().equals(life(life).digest()));
  }

  private static Stream<SourceWord> named(OneLife life) {
    return life.sources().stream().filter(word -> word.says().equals("named"));
  }

  private static boolean isOurs(String usage) {
    return usage.contains(Manifests.DEPLOYMENT);
  }

  private static String[] usages(OneLife life) {
    return named(life)
        .flatMap(word -> word.why().stream().map(why -> word.source() + ": " + why))
        .toArray(String[]::new);
  }

  private static boolean isDead(OneLife life) {
    return !life.obituaries().isEmpty()
        && (life.why() == null || life.why().state().equals("DELETED"));
  }

  private static Why life(OneLife life) {
    return Objects.requireNonNull(life.why(), "why");
  }

  private static Instant deadline(Why why) {
    Stage.claim(why.deadline() != null, "%s has a deadline".formatted(why.image()), "it has none");
    return Objects.requireNonNull(why.deadline(), "deadline");
  }

  private static String name(OneLife life) {
    return name(life(life));
  }

  private static String name(Why why) {
    return why.digest() == null ? why.image() : why.digest().abbreviated();
  }

  private static String because(OneLife life) {
    return because(life(life));
  }

  private static String because(Why why) {
    return "because: " + String.join("; ", why.reasons());
  }

  /** When its story last came to a state. */
  private static Instant last(OneLife life, String state) {
    Instant came = Instant.MIN;
    String before = "";
    for (Event event : life.story()) {
      if (event.state().equals(state) && !before.equals(state)) {
        came = event.at();
      }
      before = event.state();
    }
    return came;
  }

  /** Whether a story has our states in their order, whatever lies between. */
  private static boolean isIn(List<String> states) {
    int next = 0;
    for (String state : states) {
      if (next < STATES.size() && state.equals(STATES.get(next))) {
        next++;
      }
    }
    return next == STATES.size();
  }
}
