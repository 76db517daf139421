package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.lifecycle.Spread;
import dev.laytime.lifecycle.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ledger: what scans saw, what people decided, where lives stand. */
final class ModelLedger {

  private static final int BREAKER = 6;
  private static final Duration BREAKER_WINDOW = Duration.ofHours(24);

  private final Universe universe;
  final Evidence evidence = new Evidence();
  final Map<Reference, Row> rows = new LinkedHashMap<>();
  private final Map<Reference, Pin> pins = new HashMap<>();
  private final Map<Source, Map<Reference, Saying>> told = new EnumMap<>(Source.class);
  private final Map<Repository, Map<Content, Set<Content>>> closures = new HashMap<>();
  private final Map<Repository, Map<Content, Set<Content>>> known = new HashMap<>();
  private final Map<Repository, Set<Content>> bodies = new HashMap<>();
  private final Map<Reference, Origin> origins = new HashMap<>();
  private final Set<Reference> holds = new LinkedHashSet<>();
  private final Map<String, Intention> intentions = new LinkedHashMap<>();
  private final List<Prohibition> forbidden = new ArrayList<>();
  boolean deletion = true;
  Duration grace = Terms.GRACE;

  ModelLedger(Universe universe) {
    this.universe = universe;
  }

  /** Where a life stands. */
  record Row(
      boolean alive,
      long epoch,
      @Nullable Digest digest,
      Instant firstSeen,
      @Nullable Reference source,
      @Nullable LifeState state,
      @Nullable String obituary,
      List<Digest> displaced) {

    /** Whether its content must be there. */
    boolean holds() {
      return alive
          && digest != null
          && (state instanceof LifeState.Present
              || state instanceof LifeState.Unused
              || state instanceof LifeState.Quarantined);
    }
  }

  private record Intention(Repository repository, Instant at, boolean waits) {}

  /** An answer to a question for evidence. */
  record Answer(Inquiry inquiry, List<Word> words) {}

  Policy policy(Reference image) {
    return new Policy(
            "1",
            "stage",
            deletion ? null : "deletion is not enabled",
            deletion,
            origins.computeIfAbsent(image, ModelLedger::origin),
            grace,
            Terms.QUARANTINE)
        .forbidding(forbidden);
  }

  void forbid(Reference image) {
    forbidden.add(new Prohibition(image, "ann", universe.now, "bad"));
  }

  /** Whether anything was forbidden there. */
  boolean allow(Repository repository) {
    return forbidden.removeIf(word -> word.image().repository().equals(repository));
  }

  /** Whether something must not be brought somewhere, as the ledger has it now. */
  boolean forbids(Reference image, Digest digest) {
    return forbidden.stream().anyMatch(word -> word.covers(image, digest));
  }

  private static Origin origin(Reference image) {
    return Image.RULES
        .origin(image)
        .<Origin>map(Origin.Mirror::new)
        .orElseGet(Origin.External::new);
  }

  boolean knows(Life life) {
    Row row = rows.get(life.image());
    return !life.recalled() || (row != null && row.epoch() >= life.epoch());
  }

  void remember(Life life) {
    if (!life.recalled()) {
      return;
    }
    Row row = rows.get(life.image());
    Instant seen = life.firstSeen() == null ? universe.now : life.firstSeen();
    rows.put(
        life.image(),
        new Row(
            true,
            Math.max(life.epoch(), row == null ? 0 : row.epoch()),
            life.digest(),
            seen,
            life.source(),
            life.stance(),
            null,
            life.displaced()));
  }

  @SuppressWarnings("NullAway") // it does not see that a nested component may be null
  Memory recall(Reference image) {
    told.values().forEach(images -> images.remove(image));
    Row row = rows.get(image);
    Pin pin = pins.get(image);
    Digest named = image instanceof Reference.Pinned(_, var digest, _) ? digest : null;
    if (row == null) {
      return new Memory(0, null, named, null, pin, null, null, List.of(), isLearned(image, named));
    }
    Digest digest = row.digest() == null ? named : row.digest();
    return new Memory(
        row.epoch(),
        row.firstSeen(),
        digest,
        row.source(),
        pin,
        quarantine(row),
        row.obituary(),
        row.displaced(),
        isLearned(image, digest));
  }

  private boolean isLearned(Reference image, @Nullable Digest digest) {
    return digest != null
        && closures.getOrDefault(image.repository(), Map.of()).containsKey(Content.of(digest));
  }

  private static LifeState.@Nullable Quarantined quarantine(Row row) {
    return row.state() instanceof LifeState.Quarantined quarantined ? quarantined : null;
  }

  void bury(Reference image) {
    holds.remove(image);
    Row last = rows.get(image);
    if (last != null) {
      rows.put(
          image,
          new Row(
              false,
              last.epoch(),
              null,
              last.firstSeen(),
              last.source(),
              null,
              "ended",
              List.of()));
      forgetClosure(image.repository(), last.digest());
    }
  }

  private void forgetClosure(Repository repository, @Nullable Digest digest) {
    boolean needed =
        rows.entrySet().stream()
            .anyMatch(row ->
                row.getKey().repository().equals(repository)
                    && row.getValue().alive()
                    && Objects.equals(row.getValue().digest(), digest));
    if (digest != null && !needed) {
      closures.getOrDefault(repository, new HashMap<>()).remove(Content.of(digest));
    }
  }

  void pin(Reference image, @Nullable Pin pin) {
    if (pin == null) {
      pins.remove(image);
    } else {
      pins.put(image, pin);
    }
  }

  boolean pinned(Reference image) {
    Pin pin = pins.get(image);
    return pin != null && pin.holds(universe.now);
  }

  void unpinAll() {
    pins.clear();
  }

  void learn(Repository repository, Content content) {
    Set<Content> closure = universe.registry.shelf(repository).closure(List.of(content));
    universe.registry.shelf(repository).unknown.removeAll(closure);
    closures.computeIfAbsent(repository, _ -> new EnumMap<>(Content.class)).put(content, closure);
    known
        .computeIfAbsent(repository, _ -> new EnumMap<>(Content.class))
        .computeIfAbsent(content, _ -> EnumSet.noneOf(Content.class))
        .addAll(closure);
  }

  /** What is there of an image, whose own manifest may have gone before the rest of it. */
  Set<Content> left(Repository repository, Content content) {
    Set<Content> parts = EnumSet.of(content);
    parts.addAll(closures.getOrDefault(repository, Map.of()).getOrDefault(content, Set.of()));
    return universe.registry.shelf(repository).closure(parts);
  }

  /** Everything that was ever learned to be part of an image. */
  Set<Content> everPartOf(Repository repository, Content content) {
    return known.getOrDefault(repository, Map.of()).getOrDefault(content, Set.of());
  }

  private Set<Content> closure(Reference image, @Nullable Digest digest) {
    if (digest == null || universe.has(Flaw.USE_BY_DIGEST_IS_NOT_CLAIMED)) {
      return Set.of();
    }
    return closures
        .getOrDefault(image.repository(), Map.of())
        .getOrDefault(Content.of(digest), Set.of());
  }

  /** Whether an image may leave. */
  Answer evidence(Reference image, @Nullable Digest digest, Instant notBefore, RemovalKind kind) {
    List<String> reasons = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    Set<Content> closure = closure(image, digest);
    for (Map.Entry<Source, Evidence.Row> entry : evidence.rows()) {
      ask(entry.getKey(), entry.getValue(), notBefore, reasons);
      for (Scan scan : entry.getValue().keeping()) {
        int count = scan.count(image, closure);
        if (count > 0) {
          reasons.add(entry.getKey() + " names it");
          words.add(scan.word(count));
        }
      }
    }
    if (evidence.rows().isEmpty()) {
      reasons.add("no source of use is registered");
    }
    if (pinned(image) && !universe.has(Flaw.PINS_ARE_NOT_EVIDENCE)) {
      reasons.add("it is pinned");
    }
    if (reasons.isEmpty()) {
      return new Answer(new Inquiry.Proven(notBefore, List.of(kind + ": nothing names it")), words);
    }
    Instant retry = universe.now.plus(Terms.SCAN_EVERY).plus(spread(image));
    return new Answer(new Inquiry.Later(notBefore, reasons, retry), words);
  }

  private void ask(Source source, Evidence.Row row, Instant notBefore, List<String> reasons) {
    if (row.complete == null && universe.has(Flaw.SILENT_SOURCES_AGREE)) {
      return;
    }
    if (row.complete == null
        || (!row.complete.start().isAfter(notBefore) && !universe.has(Flaw.OLD_SCANS_COUNT))) {
      reasons.add("not yet: " + source);
    } else if (!row.warm && !universe.has(Flaw.SILENT_SOURCES_AGREE)) {
      reasons.add("new: " + source);
    }
  }

  static Duration spread(Reference image) {
    return Spread.of(image, Terms.SCAN_EVERY.dividedBy(10));
  }

  Inquiry intend(
      Reference image, long epoch, RemovalKind kind, Instant notBefore, List<String> proof) {
    String id = image.text() + "#" + epoch + kind + notBefore;
    Repository repository = image.repository();
    Intention known = intentions.get(id);
    if (known == null) {
      Instant since = universe.now.minus(BREAKER_WINDOW);
      long counted =
          intentions.values().stream()
              .filter(other -> other.repository().equals(repository) && other.at().isAfter(since))
              .count();
      known = new Intention(repository, universe.now, counted >= BREAKER);
      intentions.put(id, known);
    }
    return known.waits()
        ? new Inquiry.Later(notBefore, List.of("too many leave at once: approve " + id), null)
        : new Inquiry.Cleared(notBefore, proof, id);
  }

  /** Whether any waited. */
  boolean approveBreakers() {
    boolean waited = intentions.values().stream().anyMatch(Intention::waits);
    intentions.replaceAll((_, known) -> new Intention(known.repository(), known.at(), false));
    return waited;
  }

  /** What speaks against a removal at this moment. */
  List<String> objections(Removals.Claim claim) {
    List<String> objections = new ArrayList<>();
    if (!deletion && !universe.has(Flaw.SWITCH_IS_READ_ONCE)) {
      objections.add("deletion is not enabled");
    }
    Row row = rows.get(claim.image());
    if ((row == null || row.epoch() != claim.epoch()) && !universe.has(Flaw.EPOCH_IS_IGNORED)) {
      objections.add("the life has decided anew");
    }
    Answer answer = evidence(claim.image(), claim.digest(), claim.notBefore(), claim.kind());
    if (answer.inquiry() instanceof Inquiry.Later(_, var reasons, _)) {
      objections.addAll(reasons);
    }
    Intention intention = intentions.get(claim.intention());
    if (intention == null || intention.waits()) {
      objections.add("it is not counted");
    }
    return objections;
  }

  /** Whether a copy of ours is on its way into a repository: it counts on what it finds there. */
  boolean copying(Repository repository) {
    return !universe.has(Flaw.COPIES_ARE_NOT_WAITED_FOR)
        && rows.entrySet().stream()
            .anyMatch(row ->
                row.getKey().repository().equals(repository)
                    && row.getValue().state() instanceof LifeState.Acquiring);
  }

  /** What must stay whatever the registry's tags say. */
  Set<Content> roots(Repository repository, Set<Reference> leaving) {
    Set<Content> roots = EnumSet.noneOf(Content.class);
    roots.addAll(evidence.digests(repository));
    if (!universe.has(Flaw.OTHER_LIVES_ARE_NO_ROOTS)) {
      rows.forEach((image, row) -> {
        if (row.holds()
            && row.digest() != null
            && image.repository().equals(repository)
            && !leaving.contains(image)) {
          roots.add(Content.of(row.digest()));
        }
      });
    }
    return roots;
  }

  /**
   * The last word to a life.
   *
   * @param number of the scan; what a watch saw has the next one's
   */
  private record Saying(int count, long number) {}

  /** Compares a scan with what lives were told. */
  void tell(Scan scan, boolean mayTakeAway) {
    Map<Reference, Saying> last = told.computeIfAbsent(scan.source(), _ -> new LinkedHashMap<>());
    Map<Reference, Integer> values = new LinkedHashMap<>();
    last.keySet().forEach(image -> values.put(image, 0));
    scan.named().keySet().forEach(image -> values.put(image, 0));
    rows.keySet().forEach(image -> values.put(image, 0));
    values.replaceAll((image, _) -> {
      Row row = rows.get(image);
      return scan.count(image, closure(image, row == null ? null : row.digest()));
    });
    values.forEach((image, count) -> {
      Saying before = last.get(image);
      // After a recall there is no row: then every source says anew, also that it names nothing.
      boolean differs = before == null ? count > 0 || lives(image) : count != before.count();
      // What takes away and is not of a later scan would not be listened to.
      boolean later = before == null || scan.number() > before.number();
      differs &= count > (before == null ? 0 : before.count()) || (mayTakeAway && later);
      if (differs && universe.mailbox.send(image, at -> new Fact.Said(at, scan.word(count)))) {
        last.put(image, new Saying(count, scan.number()));
      }
    });
  }

  /** Whose lives must be begun anew where the service forgot them. */
  Set<Reference> known() {
    Set<Reference> known = new LinkedHashSet<>(pins.keySet());
    known.addAll(holds);
    told.values()
        .forEach(images -> images.forEach((image, said) -> addIf(said.count() > 0, image, known)));
    rows.forEach((image, row) -> addIf(row.alive(), image, known));
    return known;
  }

  private static void addIf(boolean condition, Reference image, Set<Reference> known) {
    if (condition) {
      known.add(image);
    }
  }

  /** A hold is written down before the life by digest that it needs is started. */
  void held(Reference image) {
    holds.add(image);
  }

  /** What evidence answers is told, too: else no later scan would see a difference. */
  void answered(Reference image, List<Word> words) {
    for (Word word : words) {
      told.computeIfAbsent(Source.valueOf(word.source()), _ -> new LinkedHashMap<>())
          .put(image, new Saying(word.count(), word.epoch()));
    }
  }

  private boolean lives(Reference image) {
    Row row = rows.get(image);
    return row != null && row.alive();
  }

  /** A source that was taken away names nothing any more; until it could be told, again. */
  void tellOfRemoved() {
    for (Source source : Source.values()) {
      if (evidence.row(source) == null && told.containsKey(source)) {
        tell(new Scan(source, evidence.nextNumber(source), universe.now, Map.of()), true);
      }
    }
  }

  void keepBodies(Repository repository, Set<Content> contents) {
    if (!universe.has(Flaw.BODIES_ARE_NOT_KEPT)) {
      bodies.computeIfAbsent(repository, _ -> EnumSet.noneOf(Content.class)).addAll(contents);
    }
  }

  /** Whether a manifest is there with its parts, or was put there again from what was kept. */
  Return bringBack(Repository repository, Content content) {
    Set<Content> had = EnumSet.copyOf(universe.registry.shelf(repository).manifests);
    had.addAll(bodies.getOrDefault(repository, Set.of()));
    if (!had.contains(content)) {
      return Return.GONE;
    }
    if (!had.containsAll(content.children())) {
      return Return.IN_PART;
    }
    universe.registry.push(repository, content, null, universe.tick);
    return Return.WHOLE;
  }

  /** How much of an image can be brought back. */
  enum Return {
    WHOLE,
    /** Its own manifest, and not all that this lists: nothing is written then. */
    IN_PART,
    GONE;

    /** What is missing of it, for people. */
    String missing() {
      return this == IN_PART ? "a part is gone, and nobody kept it" : "";
    }
  }
}
