package dev.laytime.worker.ledger;

import dev.laytime.activity.StageOrders;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the ledger can show, each page as of one moment. */
final class JdbcViews implements Views {

  private static final String NAMED = "named";
  private static final int MOST_EVENTS = 100;
  private static final int MOST_GAPS = 10;
  private static final int MOST_DEPARTURES = 500;

  private final Tables tables;

  JdbcViews(Tables tables) {
    this.tables = tables;
  }

  @Override
  public ImagesPage images(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable String state,
      @Nullable String after,
      int limit) {
    return tables.sql.read(
        "list images", () -> new ImageList(tables).page(stage, repository, state, after, limit));
  }

  @Override
  public WhyView why(Reference image, Instant now) {
    return tables.sql.read(
        "say why %s is where it is".formatted(image),
        () -> {
          Ground ground = tables.ground();
          List<WhyView.OneLife> lives = new ArrayList<>();
          for (Reference meant : meant(image, ground)) {
            WhyView.OneLife life = life(meant, ground, now);
            if (isKnown(life) || isForbidden(meant) || isNamed(life, ground)) {
              lives.add(life);
            }
          }
          return new WhyView(image.text(), lives);
        });
  }

  private static boolean isKnown(WhyView.OneLife life) {
    return life.why() != null
        || !life.story().isEmpty()
        || !life.obituaries().isEmpty()
        || !life.promotions().isEmpty();
  }

  /** Nobody tells a life of it where nobody who names it may order it. */
  private static boolean isNamed(WhyView.OneLife life, Ground ground) {
    return ground.rules().limiting(Reference.parse(life.image()).repository()).isPresent()
        && life.sources().stream().anyMatch(source -> source.says().equals(NAMED));
  }

  private boolean isForbidden(Reference image) {
    return tables.forbidden.on(image, null).stream().anyMatch(word -> word.covers(image, null));
  }

  /** The image itself and what it claims; for a digest, the lives that hold it, too. */
  private Set<Reference> meant(Reference image, Ground ground) {
    Set<Reference> meant = new LinkedHashSet<>();
    if (image instanceof Reference.Pinned(var repository, var digest, _)) {
      meant.add(repository.pinned(digest));
      tables.lives.holding(digest).forEach(life -> meant.add(life.image()));
    } else {
      meant.add(image);
    }
    meant.addAll(Claims.of(image, Stages.prefixes(ground.stages()), ground.rules()));
    return meant;
  }

  private WhyView.OneLife life(Reference image, Ground ground, Instant now) {
    String id = WorkflowIds.life(image);
    LifeRow row = tables.lives.find(id).orElse(null);
    LifeRow open = row == null || row.finished() ? null : row;
    Instant deadline = open == null ? null : open.deadline();
    Question question =
        new Question(
            id,
            image,
            open == null ? null : open.digest(),
            open == null ? RemovalKind.QUARANTINE : open.nextStep(),
            deadline != null && deadline.isBefore(now) ? deadline : Instant.MIN,
            now);
    List<Testimony> heard = tables.evidence(ground).heard(question);
    return new WhyView.OneLife(
        image.text(),
        open == null ? null : tables.json.read(open.why(), Why.class),
        heard.stream().map(testimony -> word(testimony, ground)).toList(),
        tables.stories.last(id, MOST_EVENTS),
        tables.stories.obituaries(id),
        decided(
            image,
            open == null ? null : open.digest(),
            open == null ? heard : List.of(),
            ground,
            now),
        List.of(),
        new PromotedWords(tables.promotions.orders).of(image));
  }

  /** What people decided that holds for it now. */
  private List<String> decided(
      Reference image, @Nullable Digest digest, List<Testimony> heard, Ground ground, Instant now) {
    Stream<String> paused =
        Stages.of(ground.stages(), image.repository()).map(stage -> stage.paused(now)).stream()
            .map(StagePause::toString);
    Stream<String> forbidden =
        tables.forbidden.on(image, digest).stream()
            .filter(word -> word.covers(image, digest))
            .map(word -> "%s is %s".formatted(word.image(), word));
    Stream<String> polled = new PolledWords(tables.sql).of(image, ground);
    Stream<String> mirrored = new TargetWords(tables).of(image);
    return Stream.of(forbidden, paused, polled, mirrored, unordered(image, heard, ground))
        .flatMap(words -> words)
        .toList();
  }

  /** That a missing image is named, and nobody who names it may have it brought. */
  private static Stream<String> unordered(Reference image, List<Testimony> heard, Ground ground) {
    List<Word> words =
        heard.stream()
            .filter(Testimony.Named.class::isInstance)
            .map(named -> ((Testimony.Named) named).word())
            .toList();
    if (words.isEmpty() || words.stream().anyMatch(Word::orders)) {
      return Stream.empty();
    }
    Optional<MirrorRule> denying = ground.rules().denying(image);
    if (denying.isPresent()) {
      return Stream.of(
          "nobody may order it: the mirror into %s denies its tag"
              .formatted(denying.get().target()));
    }
    return ground.rules().limiting(image.repository()).stream()
        .map(rule ->
            "nobody who names it may order it: the rule of %s lets %s"
                .formatted(rule.target(), rule.limits()));
  }

  @Override
  public ForbiddenView forbidden() {
    return tables.sql.read(
        "list what is forbidden", () -> new ForbiddenView(tables.forbidden.all()));
  }

  private static WhyView.SourceWord word(Testimony testimony, Ground ground) {
    return switch (testimony) {
      case Testimony.Named(var source, var word, _, _) ->
          new WhyView.SourceWord(source, NAMED, word.first(), word.seenAt(), ground.lacks(source));
      case Testimony.NotNamed(var source, _, var lookedAt, var at) ->
          new WhyView.SourceWord(
              source,
              "not named",
              lookedAt.isEmpty() ? List.of() : List.of(lookedAt),
              at,
              ground.lacks(source));
      case Testimony.NotYet(var source, var why, var at, _) ->
          new WhyView.SourceWord(source, "not yet", List.of(why), at);
    };
  }

  @Override
  public int openBreakers(Instant now) {
    return tables.sql.read("count what waits", () -> new Plan(tables, now).breakers().size());
  }

  @Override
  public PlanView plan(@Nullable String stage, Instant now) {
    return tables.sql.read("plan what leaves next", () -> new Plan(tables, now).of(stage));
  }

  @Override
  public ObservedView observed(@Nullable String stage) {
    return tables.sql.read(
        "tell what would have gone",
        () -> {
          List<ObservedView.Stage> stages = new ArrayList<>();
          for (StageRow row : tables.stages.configured()) {
            if (stage != null && !stage.equals(row.name())) {
              continue;
            }
            Departures.Sum sum = tables.departures.sum(row.name());
            if (sum.images() > 0 || !row.settings().deletes()) {
              stages.add(
                  new ObservedView.Stage(
                      row.name(), sum.images(), sum.bytes(), sum.asked(), sum.since()));
            }
          }
          return new ObservedView(
              stages,
              tables.departures.of(stage, MOST_DEPARTURES).stream()
                  .map(JdbcViews::departure)
                  .toList());
        });
  }

  private static ObservedView.Departure departure(Departures.Row row) {
    return new ObservedView.Departure(
        row.image().text(),
        row.stage(),
        row.digest(),
        row.at(),
        row.bytes(),
        row.askedAt(),
        row.askedBy());
  }

  @Override
  public SourcesView sources() {
    return tables.sql.read(
        "list the sources of use",
        () -> {
          List<StageRow> stages = tables.stages.configured();
          return new SourcesView(
              tables.sources.registered().stream().map(row -> source(row, stages)).toList());
        });
  }

  private static SourcesView.Source source(SourceRow row, List<StageRow> stages) {
    SourceRow.Scan last = row.last();
    return new SourcesView.Source(
        row.name(),
        row.kind(),
        row.configured(),
        row.identity(),
        last == null ? null : last.startedAt(),
        row.lastComplete(),
        last == null ? 0 : last.number(),
        last == null ? 0 : last.references(),
        last == null ? List.of() : last.gaps().stream().limit(MOST_GAPS).toList(),
        last == null ? "" : last.held(),
        trustedFrom(row, stages),
        row.countsUntil(),
        last == null ? "" : last.selected());
  }

  /** By the longest grace period among the stages that ask it. */
  private static @Nullable Instant trustedFrom(SourceRow row, List<StageRow> stages) {
    Instant first = row.firstComplete();
    if (first == null || row.completeCount() < 2) {
      return null;
    }
    Duration longest =
        stages.stream()
            .map(StageRow::settings)
            .filter(settings ->
                settings.vouchedBy().isEmpty() || settings.vouchedBy().contains(row.name()))
            .map(StageSettings::gracePeriod)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return first.plus(longest);
  }

  @Override
  public MirrorsView mirrors() {
    return tables.sql.read("list the mirrors", () -> new MirrorList(tables).all());
  }

  @Override
  public StagesView stages() {
    return tables.sql.read(
        "list the stages",
        () -> {
          List<StageRow> stages = tables.stages.configured();
          Map<String, Map<String, Integer>> counts = new TreeMap<>();
          for (Lives.Count count : tables.lives.counts()) {
            Stages.of(stages, count.repository())
                .ifPresent(stage ->
                    counts
                        .computeIfAbsent(stage.name(), _ -> new TreeMap<>())
                        .merge(count.state(), count.lives(), Integer::sum));
          }
          return new StagesView(
              stages.stream()
                  .map(stage -> stage(stage, counts.getOrDefault(stage.name(), Map.of())))
                  .toList());
        });
  }

  private StagesView.Stage stage(StageRow stage, Map<String, Integer> images) {
    StageSettings settings = stage.settings();
    return new StagesView.Stage(
        settings.name(),
        settings.prefix().toString(),
        settings.deletionEnabled() ? "enabled" : "observe-only",
        settings.deletionEnabled() ? blocked(stage) : null,
        stage.capabilities(),
        stage.owners() == null ? List.of() : stage.owners(),
        images,
        stage.paused(tables.clock.instant()),
        tables.sweepBreakers.open(stage.name()).map(SweepBreaker::text).orElse(null),
        pulls(settings));
  }

  private StagesView.@Nullable Pulls pulls(StageSettings settings) {
    Instant now = tables.clock.instant();
    boolean asked = settings.retention().stream().anyMatch(rule -> rule.pulledWithin() != null);
    return tables
        .pullTellers
        .of(settings.name())
        .map(teller ->
            new StagesView.Pulls(
                teller.until() == null ? null : teller.since(),
                teller.until(),
                teller.tells(PullTellers.patience(settings), now),
                teller.processes().size(),
                teller.slowest()))
        .orElse(asked ? new StagesView.Pulls(null, null, false, 0, null) : null);
  }

  private static @Nullable String blocked(StageRow stage) {
    return stage.settings().dryRun() ? StageOrders.DRY_RUN : stage.objection();
  }
}
