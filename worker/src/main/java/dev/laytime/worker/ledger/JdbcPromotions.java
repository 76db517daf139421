package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.PromotionMemory.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask about promotions and decide of them, each in one transaction. */
final class JdbcPromotions implements PromotionRecords {

  private static final Logger log = LoggerFactory.getLogger(JdbcPromotions.class);

  private static final int ONCE = 64;

  /** So long a message may need after its word. */
  private static final Duration UNTAKEN = Duration.ofHours(1);

  /** By so much the clock of a worker that still takes a statement may be behind. */
  private static final Duration APART = Duration.ofMinutes(10);

  private final Tables tables;
  private final PromotionTables promotions;

  JdbcPromotions(Tables tables) {
    this.tables = tables;
    this.promotions = tables.promotions;
  }

  @Override
  public Optional<Known> find(String promotion) {
    return tables.sql.read("read " + promotion, () -> promotions.orders.last(promotion));
  }

  @Override
  public Optional<Known> find(String promotion, String requestId) {
    return tables.sql.read(
        "read " + promotion,
        () -> promotions.orders.find(promotion, requestId).map(PromotionRows.Row::known));
  }

  @Override
  public List<Known> list(Filter filter) {
    return tables.sql.read("list promotions", () -> promotions.orders.list(filter));
  }

  @Override
  public List<PromotionCounts.Count> counts() {
    return tables.sql.read("count promotions", promotions.orders::counts);
  }

  @Override
  public List<PromotionCounts.Waiting> gates() {
    return tables.sql.read(
        "count gates that wait", () -> waiting(PromotionState.WAITING, PromotionWaits::gates));
  }

  @Override
  public List<PromotionCounts.Waiting> git() {
    return tables.sql.read(
        "count what waits for Git", () -> waiting(PromotionState.MOVING, PromotionWaits::git));
  }

  private List<PromotionCounts.Waiting> waiting(
      PromotionState state, BiFunction<PromotionPath, PromotionStatus, Stream<String>> what) {
    return PromotionWaits.count(
        promotions.orders.list(new Filter(null, null, state, null, MOST)).stream()
            .map(Known::status)
            .toList(),
        name -> promotions.paths.ever(name).map(PathRows.Row::path).orElse(null),
        what);
  }

  @Override
  public Optional<RepositoryPrefix> prefix(String stage) {
    return tables.sql.read(
        "read where stage %s is".formatted(stage),
        () ->
            tables.stages.configured().stream()
                .filter(row -> row.name().equals(stage))
                .map(row -> row.settings().prefix())
                .findFirst());
  }

  @Override
  public List<Brought> history(Repository repository, String line) {
    return tables.sql.read(
        "read what was promoted to " + repository,
        () ->
            places(repository)
                .filter(place -> place.image().line().equals(line) && !place.behind())
                .flatMap(place -> brought(place).stream())
                .toList());
  }

  private Stream<Place> places(Repository repository) {
    return tables
        .stages
        .of(repository)
        .map(stage ->
            promotions.memory.of(
                repository, stage.settings().gracePeriod(), tables.clock.instant()))
        .orElse(List.of())
        .stream();
  }

  private Optional<Brought> brought(Place place) {
    PromotionImages.Row image = place.image();
    return promotions
        .orders
        .find(image.promotion(), image.requestId())
        .map(row ->
            new Brought(
                row.known(),
                image.stage(),
                String.valueOf(image.image().tag()),
                image.digest(),
                image.since(),
                place.place(),
                place.kept()));
  }

  @Override
  public List<String> lines(Repository repository) {
    return tables.sql.read(
        "read which tags of %s are moved".formatted(repository),
        () -> places(repository).map(place -> place.image().line()).distinct().sorted().toList());
  }

  @Override
  public List<PromotionPath> paths() {
    return tables.sql.read(
        "list the paths of promotions",
        () -> promotions.paths.present().stream().map(PathRows.Row::path).toList());
  }

  @Override
  public Optional<PromotionPath> path(String name) {
    return tables.sql.read(
        "read path " + name, () -> promotions.paths.find(name).map(PathRows.Row::path));
  }

  @Override
  public Optional<String> gates(String name) {
    return tables.sql.read(
        "read the gates of path " + name,
        () ->
            promotions
                .paths
                .find(name)
                .map(row -> tables.gates.of(row.path(), new PathFit(tables.stages.configured()))));
  }

  @Override
  public List<Statement> of(String promotion) {
    return tables.sql.read(
        "read what was said of " + promotion, () -> promotions.statements.of(promotion));
  }

  @Override
  public String write(Word word) {
    return tables.sql.write(
        "write down who said %s".formatted(word.requestId()),
        () -> {
          Instant now = tables.clock.instant();
          return writeWithin(word, now.plus(UNTAKEN), now);
        });
  }

  @Override
  public String installation() {
    return tables.sql.write("read this installation's id", () -> new Installation(tables.sql).id());
  }

  @Override
  public void withdraw(Word word) {
    tables.sql.change(
        "forget who said %s".formatted(word.requestId()), () -> promotions.proven.withdraw(word));
  }

  private String writeWithin(Word word, Instant ends, Instant now) {
    ProvenRows.Row known = promotions.proven.find(word.requestId(), now).orElse(null);
    String nonce = known == null ? null : known.nonce();
    if (known == null || (nonce == null && known.word().says(word))) {
      return promotions.proven.write(word, ends);
    }
    if (nonce == null || !known.word().says(word)) {
      throw new Wishes.RefusedException(
          "another word has the request id '%s'".formatted(word.requestId()),
          false,
          "choose a request id of its own for each request");
    }
    return nonce;
  }

  @Override
  public String writeOnce(Word word, Instant until) {
    return tables.sql.write(
        "write down who signed %s".formatted(word.requestId()),
        () -> {
          Instant now = tables.clock.instant();
          boolean known = promotions.proven.find(word.requestId(), now).isPresent();
          String once = Sha256.name(ONCE, "statement", word.requestId());
          if (!known && !new JdbcSeenSignatures(tables).takeWithin(once, until.plus(APART), now)) {
            throw new Wishes.RefusedException(
                "the statement '%s' was sent before".formatted(word.requestId()),
                false,
                "sign another one: laytime promotions statement");
          }
          return writeWithin(word, until, now);
        });
  }

  @Override
  public Optional<Hold> hold(Hold hold) {
    return tables.sql.write(
        "hold what is promoted to %s".formatted(hold.repository()),
        () -> {
          Optional<Hold> former = promotions.holds.find(hold.path(), hold.repository());
          promotions.holds.write(hold);
          return former;
        });
  }

  @Override
  public void takeBack(Hold hold, @Nullable Hold former) {
    tables.sql.change(
        "have %s held as before".formatted(hold.repository()),
        () ->
            promotions
                .holds
                .find(hold.path(), hold.repository())
                .filter(ours ->
                    ours.since().equals(hold.since())
                        && hold.by().startsWith(ours.by())
                        && hold.why().startsWith(ours.why()))
                .ifPresent(ours -> {
                  promotions.holds.delete(ours);
                  if (former != null) {
                    promotions.holds.write(former);
                  }
                }));
  }

  @Override
  public boolean release(Release release, @Nullable Instant since) {
    return tables.sql.write(
        "let paths promote to %s again".formatted(release.repository()),
        () ->
            promotions
                .holds
                .find(release.path(), release.repository())
                .filter(hold -> since == null || hold.since().equals(since))
                .map(hold -> {
                  release(hold, release);
                  return true;
                })
                .orElse(false));
  }

  private void release(Hold hold, Release release) {
    promotions.holds.release(hold, release);
    into(hold.repository())
        .forEach(
            way -> promotions.automatic.again(way.path().name(), way.repository(), hold.since()));
    log.info(
        "hold released path={} repository={} by=\"{}\" proof={} why=\"{}\" held=\"{}\"",
        hold.path(),
        hold.repository(),
        release.by(),
        release.proof(),
        release.why(),
        hold);
  }

  private List<WayBack.Way> into(Repository repository) {
    return new WayBack(
            promotions.paths.present().stream().map(PathRows.Row::path).toList(),
            new PathFit(tables.stages.configured()))
        .into(repository);
  }

  @Override
  public Halted halted(Repository repository) {
    return tables.sql.read(
        "read what waits to come into " + repository,
        () -> {
          List<WayBack.Way> ways = into(repository);
          return new Halted(
              ways.stream()
                  .flatMap(way ->
                      promotions.orders.waiting(way.path().name(), way.repository()).stream())
                  .distinct()
                  .toList(),
              ways.stream()
                  .map(WayBack.Way::path)
                  .filter(path -> path.automatic() != PromotionPath.Automatic.NONE)
                  .map(PromotionPath::name)
                  .toList());
        });
  }

  @Override
  public List<Released> releases(int limit) {
    return tables.sql.read(
        "list what was released", () -> promotions.holds.releases(Math.clamp(limit, 1, MOST)));
  }

  @Override
  public List<Hold> holds() {
    return tables.sql.read("list holds", promotions.holds::all);
  }

  @Override
  public List<Hold> holds(Repository repository) {
    return tables.sql.read(
        "read whether %s is held".formatted(repository), () -> promotions.holds.of(repository));
  }

  @Override
  public List<Floating> in(Repository repository) {
    return tables.sql.read(
        "list floating tags of " + repository, () -> promotions.following.in(repository));
  }
}
