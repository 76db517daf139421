package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPath;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPin;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRetention;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRule;
import dev.laytime.worker.ledger.ObjectSettings.ObjectSource;
import dev.laytime.worker.ledger.ObjectSettings.ObjectStage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of what Laytime's own objects in a cluster say. */
final class ObjectRows {

  private final Sql sql;
  private final Json json;
  private final ObjectPathRows paths;
  private final ObjectRuleRows rules;

  ObjectRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
    this.paths = new ObjectPathRows(sql, json);
    this.rules = new ObjectRuleRows(sql, json);
  }

  /** All that counts. */
  ObjectSettings all() {
    return new ObjectSettings(
        stages(),
        policies(),
        pins(),
        sources(),
        paths.all(),
        rules.all(),
        ObjectSettings.Held.NONE);
  }

  /**
   * These, with the rows of those that are held; nothing leaves a stage that nobody understands.
   */
  ObjectSettings with(ObjectSettings objects) {
    ObjectSettings.Held held = objects.held();
    return new ObjectSettings(
        with(
            objects.stages(),
            stages().stream().map(ObjectStage::observing).toList(),
            ObjectStage::object,
            held.stages()),
        with(objects.policies(), policies(), ObjectRetention::object, held.policies()),
        with(
            objects.pins().stream().map(ObjectRows::cut).toList(),
            pins(),
            ObjectPin::object,
            held.pins()),
        with(objects.sources(), sources(), ObjectSource::object, held.sources()),
        with(objects.paths(), paths.all(), ObjectPath::object, held.paths()),
        with(objects.rules(), rules.all(), ObjectRule::object, held.rules()),
        ObjectSettings.Held.NONE);
  }

  private static <T> List<T> with(
      List<T> objects, List<T> rows, Function<T, String> name, Set<String> held) {
    return Stream.concat(
            objects.stream(), rows.stream().filter(row -> held.contains(name.apply(row))))
        .sorted((one, other) -> name.apply(one).compareTo(name.apply(other)))
        .toList();
  }

  /** As a row has it. */
  private static ObjectPin cut(ObjectPin pin) {
    Instant until = pin.until();
    return new ObjectPin(
        pin.object(),
        pin.image(),
        until == null ? null : until.truncatedTo(ChronoUnit.MICROS),
        Cells.cut(pin.reason(), 2000));
  }

  /** These are the rows now. */
  void replace(ObjectSettings objects) {
    for (String table :
        List.of("object_stages", "object_retention", "object_pins", "object_sources")) {
      sql.sql("DELETE FROM " + table).update();
    }
    sql.batch(
        "INSERT INTO object_stages (object, settings, aliases) VALUES (?, ?, ?)",
        rows(
            objects.stages(),
            stage ->
                Cells.row(
                    stage.object(), json.write(stage.settings()), json.write(stage.aliases()))));
    sql.batch(
        "INSERT INTO object_retention (object, prefixes, rules) VALUES (?, ?, ?)",
        rows(
            objects.policies(),
            policy ->
                Cells.row(
                    policy.object(), json.write(policy.prefixes()), json.write(policy.rules()))));
    sql.batch(
        "INSERT INTO object_pins (object, image, repository, until_at, reason)"
            + " VALUES (?, ?, ?, ?, ?)",
        rows(
            objects.pins(),
            pin ->
                Cells.row(
                    pin.object(),
                    pin.image().text(),
                    pin.image().repository().toString(),
                    Cells.atOrNull(pin.until()),
                    pin.reason())));
    sql.batch(
        "INSERT INTO object_sources (object, source, content) VALUES (?, ?, ?)",
        rows(
            objects.sources(),
            source -> Cells.row(source.object(), source.settings().name(), json.write(source))));
    paths.replace(objects.paths());
    rules.replace(objects.rules());
  }

  private static <T> List<@Nullable Object[]> rows(
      List<T> objects, Function<T, List<@Nullable Object>> row) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    objects.forEach(object -> rows.add(row.apply(object).toArray()));
    return rows;
  }

  /** Configuration, and what objects say besides: what configuration has counts alone. */
  LedgerSettings with(LedgerSettings settings) {
    if (!settings.ownKinds().counted()) {
      return settings;
    }
    Set<Object> taken = new HashSet<>();
    settings.stages().forEach(stage -> taken.addAll(List.of(stage.name(), stage.prefix())));
    List<StageSettings> stages = new ArrayList<>(settings.stages());
    List<MirrorRule> rules = new ArrayList<>(settings.rules());
    List<SourceSettings> sources = new ArrayList<>(settings.sources());
    Set<String> names = new HashSet<>();
    settings.sources().forEach(source -> names.add(source.name()));
    sources().stream()
        .map(ObjectSource::settings)
        .filter(source -> names.add(source.name()))
        .forEach(sources::add);
    for (ObjectStage stage : stages()) {
      if (taken.add(stage.object()) && taken.add(stage.settings().prefix())) {
        stages.add(stage.settings().dryRun(settings.ownKinds().dryRun()));
        stage.rules().forEach(rules::add);
      }
    }
    return new LedgerSettings(
        stages,
        sources,
        rules,
        settings.adapters(),
        settings.ownKinds(),
        settings.tagMirrors(),
        paths.with(settings, stages),
        this.rules.with(settings));
  }

  /** {@link ObjectPathRows#notJudgedYet}. */
  Set<String> pathsNotJudgedYet(LedgerSettings configured, List<StageSettings> stages) {
    return paths.notJudgedYet(configured, stages);
  }

  /** {@link ObjectRuleRows#notJudgedYet}. */
  Set<String> rulesNotJudgedYet(LedgerSettings configured) {
    return rules.notJudgedYet(configured);
  }

  /** Of a repository, the pins that are about one of its images. */
  List<ObjectPin> pinning(Reference image, @Nullable Digest digest) {
    return pins(image.repository()).stream().filter(pin -> isAbout(pin, image, digest)).toList();
  }

  /** A tag beside a digest is kept as well: who pins it means both. */
  static boolean isAbout(ObjectPin pin, Reference image, @Nullable Digest digest) {
    Reference pinned = pin.image();
    Digest wanted = Claims.plain(pinned).digest();
    return Claims.plain(pinned).equals(image)
        || (wanted != null && wanted.equals(digest))
        || (pinned.tag() != null && pinned.tag().equals(image.tag()));
  }

  /** What pins name by digest in a repository. */
  List<Digest> digestsIn(Repository repository) {
    return pins(repository).stream()
        .map(pin -> Claims.plain(pin.image()).digest())
        .<Digest>mapMulti((digest, next) -> {
          if (digest != null) {
            next.accept(digest);
          }
        })
        .toList();
  }

  private List<ObjectStage> stages() {
    return sql.sql("SELECT settings, aliases FROM object_stages ORDER BY object")
        .query((row, _) ->
            new ObjectStage(
                json.read(Cells.text(row, "settings"), StageSettings.class),
                Arrays.asList(json.read(Cells.text(row, "aliases"), RepositoryPrefix[].class))))
        .list();
  }

  /** Those of all namespaces. */
  List<ObjectRetention> policies() {
    return sql.sql("SELECT object, prefixes, rules FROM object_retention ORDER BY object")
        .query((row, _) ->
            new ObjectRetention(
                Cells.text(row, "object"),
                Arrays.asList(json.read(Cells.text(row, "prefixes"), RepositoryPrefix[].class)),
                Arrays.asList(json.read(Cells.text(row, "rules"), RetentionRule[].class))))
        .list();
  }

  private List<ObjectSource> sources() {
    return sql.sql("SELECT object, content FROM object_sources ORDER BY object")
        .query((row, _) -> json.read(Cells.text(row, "content"), ObjectSource.class))
        .list();
  }

  /** What is to be scanned under a name; empty where no object says it. */
  Optional<ObjectSource> source(String name) {
    return sql
        .sql("SELECT content FROM object_sources WHERE source = ? ORDER BY object")
        .param(name)
        .query((row, _) -> json.read(Cells.text(row, "content"), ObjectSource.class))
        .list()
        .stream()
        .findFirst();
  }

  private List<ObjectPin> pins() {
    return sql.sql("SELECT * FROM object_pins ORDER BY object").query(ObjectRows::pin).list();
  }

  private List<ObjectPin> pins(Repository repository) {
    return sql.sql("SELECT * FROM object_pins WHERE repository = ? ORDER BY object")
        .param(repository.toString())
        .query(ObjectRows::pin)
        .list();
  }

  private static ObjectPin pin(ResultSet row, int unused) throws SQLException {
    return new ObjectPin(
        Cells.text(row, "object"),
        Cells.reference(row, "image"),
        Cells.instantOrNull(row, "until_at"),
        Cells.text(row, "reason"));
  }
}
