package dev.laytime.worker.ledger;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What promotions ask and write, each in one transaction. */
final class JdbcPromotionLedger implements PromotionLedger {

  private static final Logger log = LoggerFactory.getLogger(JdbcPromotionLedger.class);

  /** What nobody has written for so long after its end was due is lost. */
  static final Duration LOST = Duration.ofDays(1);

  static final Duration UNKNOWN_EXPIRY = Duration.ofDays(7);
  private static final int UNKNOWN_KEPT = 3;

  private final Tables tables;
  private final PromotionTables promotions;
  private final AutomaticRounds rounds;
  private final FloatingMoves floating;
  private final LaterMoves later;
  private final StandingOrders standing;
  private final LostOrders lost;

  JdbcPromotionLedger(Tables tables) {
    this.tables = tables;
    this.promotions = tables.promotions;
    this.rounds = new AutomaticRounds(promotions.automatic, promotions.paths);
    this.floating = new FloatingMoves(promotions, tables.clock);
    this.later = new LaterMoves(promotions);
    this.standing = new StandingOrders(tables);
    this.lost = new LostOrders(promotions, tables.clock);
  }

  @Override
  public PromotionOrders orders(PromotionOrder order) {
    return tables.sql.read(
        "read what counts for the promotion of %s to %s".formatted(order.source(), order.stage()),
        () -> standing.of(order));
  }

  @Override
  public StatementResult state(StatementRequest request) {
    return tables.sql.write(
        "write down what was said of " + request.promotion(),
        () -> {
          Statement said = request.statement();
          StatementRows.Row known =
              promotions.statements.find(request.promotion(), said.requestId()).orElse(null);
          if (known != null) {
            Statement before = known.of(request.order(), request.orderedAt());
            String late = before.verified() || !before.says(said) ? null : proof(request);
            return new StatementResult(
                late == null
                    ? before
                    : promotions.statements.prove(request.promotion(), before, late));
          }
          Statement counted =
              new Statement(
                  said.requestId(),
                  said.gate(),
                  said.digest(),
                  said.gates(),
                  said.passed(),
                  said.by(),
                  proof(request),
                  said.detail(),
                  said.at());
          promotions.statements.add(request.promotion(), request.order(), counted);
          log.info(
              "promotion stated id={} gate={} passed={} by={} proof={}",
              request.promotion(),
              said.gate(),
              said.passed(),
              said.by(),
              counted.proof());
          return new StatementResult(counted);
        });
  }

  private @Nullable String proof(StatementRequest request) {
    Statement said = request.statement();
    Kind kind =
        promotions
            .paths
            .find(request.path())
            .flatMap(path ->
                path.path().gates().stream()
                    .filter(gate -> gate.name().equals(said.gate()))
                    .findFirst())
            .map(gate -> gate instanceof Gate.Approved ? Kind.APPROVE : Kind.CHECK)
            .orElse(null);
    return kind == null
        ? null
        : standing.proof(
            new Word(
                said.requestId(),
                kind,
                request.path(),
                request.promotion(),
                said.digest(),
                said.gate(),
                said.gates(),
                said.passed(),
                said.by(),
                "",
                Instant.EPOCH),
            request.nonce());
  }

  @Override
  public IntroduceResult introduce(PromotionStatus status) {
    return tables.sql.write(
        "write down that %s is begun".formatted(status.id()),
        () -> {
          lost.displaced(status).forEach(this::write);
          IntroduceResult left = lost.of(status).orElse(IntroduceResult.NEW);
          if (left.left() == null) {
            write(status);
          } else {
            log.warn(
                "promotion goes on where a lost run left it id={} state={}",
                status.id(),
                left.left().state());
          }
          return left;
        });
  }

  @Override
  public Optional<PromotionOrder> left(String promotion) {
    return tables.sql.read(
        "read what %s is about".formatted(promotion), () -> lost.left(promotion));
  }

  @Override
  public List<String> silent(String stage, int limit) {
    return tables.sql.read(
        "list the promotions to %s that write nothing".formatted(stage),
        () -> lost.silent(stage, limit));
  }

  @Override
  public void remember(PromotionStatus status) {
    tables.sql.change("write down where %s stands".formatted(status.id()), () -> write(status));
  }

  private void write(PromotionStatus status) {
    PromotionOrder order = status.order();
    PromotionRows.Row before = promotions.orders.find(status.id(), order.requestId()).orElse(null);
    if (before != null && GivenAgain.isLate(before, status)) {
      log.info("promotion late id={} state={}", status.id(), status.state());
      return;
    }
    if (before != null && GivenAgain.isAnotherRun(before, status)) {
      before = null;
    }
    Instant ended = before == null ? null : before.known().endedAt();
    Instant now = tables.clock.instant();
    PathRows.Row path = promotions.paths.ever(order.path()).orElse(null);
    Instant over = status.state().over() ? Objects.requireNonNullElse(ended, now) : null;
    PromotionRows.Facts facts = facts(status, path, before);
    promotions.orders.write(status, facts, over, now);
    if (before == null && facts.proof() != null) {
      promotions.proven.take(status, facts.waitsUntil(), now);
    }
    if (over != null && ended == null) {
      promotions.proven.end(status, over);
    }
    promotions.images.write(
        status,
        path == null ? null : path.path(),
        facts.move() != null && (before == null || before.facts().move() == null));
    if (before == null || before.known().status().state() != status.state()) {
      log.info(
          "promotion id={} state={} kind={} path={} digest={} by={} cause=\"{}\"",
          status.id(),
          status.state(),
          order.kind(),
          order.path(),
          order.digest(),
          order.by(),
          status.cause());
    }
  }

  private PromotionRows.Facts facts(
      PromotionStatus status, PathRows.@Nullable Row path, PromotionRows.@Nullable Row before) {
    PathFit fit = new PathFit(tables.stages.configured());
    Duration expiry = path == null ? UNKNOWN_EXPIRY : path.path().expiry();
    int kept = before == null ? UNKNOWN_KEPT : before.facts().keepLast();
    return new PromotionRows.Facts(
        before == null ? standing.proof(status.order(), fit) : before.facts().proof(),
        before == null ? promotions.automatic.gave(status.order()) : before.facts().automatic(),
        path == null ? kept : path.path().keepLast(),
        status.orderedAt().plus(expiry).plus(LOST),
        promotions.meetings.number(status, before == null ? null : before.facts().move()));
  }

  @Override
  public FloatingResult floating(FloatingRequest request) {
    return tables.sql.write(
        "read what %s follows".formatted(request.image()), () -> floating.reserve(request));
  }

  @Override
  public FloatingResult mayFloat(FloatingRequest request) {
    return tables.sql.read(
        "read what %s follows".formatted(request.image()), () -> floating.may(request));
  }

  @Override
  public String meeting(PromotionStatus status) {
    return tables.sql.read(
        "ask what moves where %s does".formatted(status.id()),
        () ->
            promotions.meetings.of(
                status.id(),
                status.destinations().stream().map(Destination::target).toList(),
                promotions
                    .orders
                    .find(status.id(), status.order().requestId())
                    .map(row -> row.facts().move())
                    .orElse(null)));
  }

  @Override
  public String later(LaterRequest request) {
    PromotionStatus status = request.status();
    return later(status.id(), status.order(), request.git());
  }

  @Override
  public String laterThan(GitWriteRequest request) {
    return later(request.promotion(), request.order(), request.git());
  }

  private String later(String promotion, PromotionOrder order, String git) {
    return tables.sql.read(
        "ask what moved after " + promotion, () -> later.into(promotion, order, git));
  }

  @Override
  public void floated(FloatedNotice notice) {
    tables.sql.change(
        "write down what %s follows".formatted(notice.image()),
        () -> promotions.following.write(notice, tables.clock.instant()));
  }

  @Override
  public PathRound round(String path) {
    return tables.sql.write(
        "ask what %s promotes by itself".formatted(path),
        () -> rounds.of(path, new PathFit(tables.stages.configured()), tables.clock.instant()));
  }

  @Override
  public void asked(PromotionOrder order) {
    tables.sql.change(
        "write down that %s was asked for".formatted(order.target()),
        () -> promotions.automatic.asked(order, tables.clock.instant()));
  }

  @Override
  public void putOff(PromotionOrder order) {
    tables.sql.change(
        "put off what is asked for " + order.target(),
        () -> promotions.automatic.putOff(order, tables.clock.instant()));
  }

  @Override
  public List<PromotionPath> automatic() {
    return tables.sql.read(
        "list what is promoted by itself",
        () ->
            promotions.paths.present().stream()
                .map(PathRows.Row::path)
                .filter(path -> path.automatic() != PromotionPath.Automatic.NONE)
                .toList());
  }

  @Override
  public List<String> running() {
    return tables.sql.read("list promotions", promotions.orders::running);
  }
}
