package dev.laytime.worker.ledger;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.Capabilities;
import dev.laytime.build.Admission;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.Orderer;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Workshop;
import dev.laytime.worker.ledger.BuildRows.Row;
import dev.laytime.worker.ledger.Builds.Known;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What builds ask and write, each in one transaction. */
final class JdbcBuildLedger implements BuildLedger {

  /** Who gave an order waits for as long that Temporal takes it. */
  private static final Duration SOON = Duration.ofMinutes(1);

  /** Who gave an order that nobody took looks no more for it. */
  private static final Duration UNTAKEN = Duration.ofHours(1);

  private final Tables tables;
  private final BuildTables builds;
  private final BuildAdmissions admissions;
  private final LostBuilds lost;
  private final Installation installation;

  JdbcBuildLedger(Tables tables) {
    this.tables = tables;
    this.builds = tables.builds;
    this.admissions = new BuildAdmissions(tables);
    this.lost = new LostBuilds(tables);
    this.installation = new Installation(tables.sql);
  }

  @Override
  public BuildOrders orders(BuildOrder order) {
    return tables.sql.read(
        "read what counts for the build of " + order.image(),
        () -> {
          BuildRule rule = builds.rules.find(order.rule()).orElse(null);
          String over = lost.over(order);
          return rule == null
              ? new BuildOrders(null, "", "", null, over)
              : new BuildOrders(
                  rule,
                  admissions.refusal(order.image(), rule),
                  admissions.wasThere(order.image(), rule),
                  workshop(order.image(), rule).orElse(null),
                  over);
        });
  }

  private Optional<Repository> workshop(Reference image, BuildRule rule) {
    return Stages.of(tables.stages.configured(), image.repository())
        .flatMap(stage -> stage.settings().prefix().append(Workshop.NAME + "/" + rule.name()));
  }

  @Override
  public Wanted want(BuildWish wish) {
    Reference image = wish.image();
    return tables.sql.write(
        "order the build of " + image,
        () -> {
          Instant now = tables.clock.instant();
          String id = BuildAdmissions.id(image);
          // Whoever counts waits here, by whatever rule.
          String _ = installation.lock();
          BuildRule rule = builds.rules.lock(wish.rule()).orElse(null);
          Row last = builds.orders.latest(id).orElse(null);
          if (last != null && !last.over() && BuildStanding.isUntakenOfAPerson(last)) {
            return none(id, "later", "another order of it waits for Temporal to take it");
          }
          if (last != null && !last.over()) {
            return new Wanted(last.order(), new BuildAnswer(id, "joined", null));
          }
          if (rule == null) {
            return none(id, "refused", "there is no build rule " + wish.rule());
          }
          if (last != null && BuildStanding.blocks(last, rule, builds.marks)) {
            return none(id, "refused", last.status().cause());
          }
          return switch (admissions.of(rule, image, tables.ground(), now)) {
            case Admission.Admitted(var by) -> admitted(id, image, rule, by, now);
            case Admission.Later(_, var why, _) -> none(id, "later", why);
            case Admission.Refused(var why) -> none(id, "refused", why);
          };
        });
  }

  private static Wanted none(String id, String answer, String why) {
    return new Wanted(null, new BuildAnswer(id, answer, why));
  }

  private Wanted admitted(String id, Reference image, BuildRule rule, Orderer by, Instant now) {
    BuildOrder order =
        new BuildOrder(UUID.randomUUID().toString(), image, rule.name(), null, by.toString(), "");
    builds.orders.write(row(id, order, builds.marks.of(rule), null, by.charge(), now));
    return new Wanted(order, new BuildAnswer(id, "accepted", null));
  }

  private static Row row(
      String id,
      BuildOrder order,
      String hash,
      @Nullable String proof,
      @Nullable String charged,
      Instant now) {
    BuildStatus status =
        new BuildStatus(
            id, order, BuildState.RESOLVING, null, null, 0, List.of(), "", null, 0, now, null);
    return new Row(new Known(status, proof, charged, null, now), hash, false);
  }

  @Override
  public String take(BuildOrder order, @Nullable String proof) {
    return switch (tables.sql.write(
        "write down the order of " + order.image(), () -> taken(order, proof, null))) {
      case Taking.Taken _ -> "";
      case Taking.Later(var why) -> why;
      case Taking.Refused(var why) -> why;
    };
  }

  @Override
  public Taking takeOf(String namespace, BuildOrder order) {
    return tables.sql.write(
        "write down the order of " + order.image(),
        () -> {
          // Whoever counts waits here.
          String _ = installation.lock();
          return taken(order, null, BuildRows.OF_BUILDERS + namespace);
        });
  }

  private Taking taken(BuildOrder order, @Nullable String proof, @Nullable String charged) {
    BuildRule rule = builds.rules.lock(order.rule()).orElse(null);
    if (rule == null) {
      return new Taking.Refused("there is no build rule " + order.rule());
    }
    String id = BuildAdmissions.id(order.image());
    if (builds.orders.find(id, order.requestId()).isPresent()) {
      return new Taking.Taken();
    }
    Instant now = tables.clock.instant();
    String hindrance = admissions.hindrance(order.image(), rule);
    if (!hindrance.isEmpty()) {
      return new Taking.Refused(hindrance);
    }
    String exhausted = charged == null ? "" : admissions.exhausted(rule, charged, now);
    if (!exhausted.isEmpty()) {
      return rule.orders().perHour() == 0
          ? new Taking.Refused(exhausted)
          : new Taking.Later(exhausted);
    }
    builds.orders.write(row(id, order, builds.marks.of(rule), proof, charged, now));
    return new Taking.Taken();
  }

  @Override
  public String objection(BuildOffer offer) {
    Reference target = offer.target();
    return tables.sql.read(
        "ask whether %s may be %s".formatted(target, offer.digest()),
        () -> {
          StageRow stage = Stages.of(tables.stages.configured(), target.repository()).orElse(null);
          if (stage == null) {
            return "no stage has %s any more".formatted(target.repository());
          }
          return tables.forbidden.on(target, offer.digest()).stream()
              .filter(word -> word.covers(target, offer.digest()))
              .findFirst()
              .map(word -> "%s: %s".formatted(target, word))
              .orElseGet(() -> immutability(stage, offer));
        });
  }

  private static String immutability(StageRow stage, BuildOffer offer) {
    Capabilities known = stage.capabilities();
    Digest present = offer.expected() == null ? null : offer.expected().digest();
    return known != null
            && known.immutableTags()
            && present != null
            && !present.equals(offer.digest())
        ? "%s is %s, and tags are immutable in this registry".formatted(offer.target(), present)
        : "";
  }

  @Override
  public List<BuildOrder> untaken() {
    return tables.sql.write("find orders of builds that nobody took", this::foundUntaken);
  }

  private List<BuildOrder> foundUntaken() {
    Instant now = tables.clock.instant();
    List<BuildOrder> again = new ArrayList<>();
    for (Row row : builds.orders.unasked(now.minus(SOON))) {
      if (row.status().orderedAt().isAfter(now.minus(UNTAKEN))) {
        again.add(row.order());
      } else {
        builds
            .orders
            .lock(row.status().id(), row.order().requestId())
            .filter(locked -> !locked.over() && !locked.asked())
            .ifPresent(locked -> builds.orders.write(locked.untaken(now)));
      }
    }
    return again;
  }

  @Override
  public List<BuildOrder> silent() {
    return tables.sql.read("find orders of builds that may be lost", lost::silent);
  }

  @Override
  public boolean lost(BuildOrder order) {
    return tables.sql.write(
        "see whether the lost order of %s is begun again".formatted(order.image()),
        () -> lost.lost(order));
  }

  @Override
  public void refused(BuildOrder order, String why) {
    tables.sql.change("end the lost order of " + order.image(), () -> lost.refused(order, why));
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    List<AliasMove.Built> present =
        tables
            .sql
            .read(
                "read what %s follows".formatted(alias.alias()),
                () -> builds.orders.builtAs(alias.alias().repository(), alias.present()))
            .stream()
            .map(status -> built(status.order().image(), status.order().rule(), status.source()))
            .distinct()
            .toList();
    return AliasMove.judge(
        Objects.requireNonNull(alias.alias().tag(), "Aliases are tags"),
        present,
        built(alias.image(), alias.rule(), alias.source()));
  }

  private static AliasMove.Built built(Reference image, String rule, @Nullable ResolvedRef source) {
    return new AliasMove.Built(
        Objects.requireNonNull(image.tag(), "Builds are of tags"), rule, source);
  }

  @Override
  public void asked(BuildOrder order) {
    tables.sql.change(
        "write down that the build of %s is asked for".formatted(order.image()),
        () ->
            builds.orders.asked(
                BuildAdmissions.id(order.image()), order.requestId(), tables.clock.instant()));
  }

  @Override
  public void notAsked(BuildOrder order) {
    tables.sql.change(
        "forget the order of " + order.image(),
        () ->
            builds
                .orders
                .lock(BuildAdmissions.id(order.image()), order.requestId())
                .filter(row -> !row.over() && !row.asked())
                .ifPresent(_ ->
                    builds.orders.delete(BuildAdmissions.id(order.image()), order.requestId())));
  }

  @Override
  public List<Reference> remember(BuildStatus status) {
    return tables.sql.write(
        "write down where %s stands".formatted(status.id()), () -> remembered(status));
  }

  @Override
  public List<Reference> mayBegin() {
    return tables.sql.write(
        "find builds that wait and may begin",
        () -> List.copyOf(admissions.next(tables.clock.instant())));
  }

  private List<Reference> remembered(BuildStatus status) {
    BuildOrder order = status.order();
    Instant now = tables.clock.instant();
    Row before = builds.orders.lock(status.id(), order.requestId()).orElse(null);
    Row row = before == null ? unknown(status, now) : before;
    Row after = row;
    if (!row.over() && LostBuilds.isNews(status, row.status())) {
      after = row.with(status, status.state().over() ? now : null, now);
      builds.orders.write(after);
    }
    boolean waits =
        row.isOfALife()
            || tables
                .lives
                .find(WorkflowIds.life(order.image()))
                .filter(life -> !life.finished())
                .isPresent();
    List<Reference> told = new ArrayList<>();
    if (waits) {
      told.add(order.image());
    }
    String charged = after.known().charged();
    if (charged != null && !after.isUnderway(now)) {
      told.addAll(admissions.next(charged, now));
    }
    return told;
  }

  /** Of an order that nobody wrote down before: one that was given to Temporal itself. */
  private Row unknown(BuildStatus status, Instant now) {
    String mark = builds.rules.known(status.order().rule()).map(builds.marks::of).orElse("");
    return row(status.id(), status.order(), mark, null, null, now);
  }
}
