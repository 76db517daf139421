package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.ObjectRegistration.Answer.Refused;
import dev.laytime.worker.ledger.ObjectRegistration.Answer.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes configuration in, in one transaction. */
final class JdbcRegistration implements Registration {

  private static final int SETTINGS_DIGITS = 64;

  private final Tables tables;
  private final Installation installation;

  JdbcRegistration(Tables tables) {
    this.tables = tables;
    this.installation = new Installation(tables.sql);
  }

  @Override
  public Changes register(LedgerSettings settings, Instant now) {
    return tables.sql.write(
        "take the configuration into the ledger",
        () -> {
          String id = installation.lock();
          installation.configure(hash(settings));
          tables.adapterRules.configure(settings.adapters());
          tables.tagMirrors.configure(settings.tagMirrors(), now);
          Set<Reference> woken =
              settings.ownKinds().counted() ? Set.of() : replace(ObjectSettings.NONE);
          List<String> sources = new ArrayList<>();
          boolean more = sources(settings, sources, now);
          List<String> names = new ArrayList<>();
          List<Reference> look = stages(settings, names, now);
          look.addAll(woken);
          if (more) {
            tables.looks.owe(tables.lives.leaving(), "a source is scanned that was not");
          }
          return new Changes(id, look, sources, names);
        });
  }

  /** {@link ObjectRegistration#take}. */
  ObjectRegistration.Answer take(
      ObjectSettings objects, String cluster, LedgerSettings settings, Instant now) {
    return tables.sql.write(
        "take the objects of a cluster into the ledger",
        () -> {
          String id = installation.lock();
          if (!installation.has(hash(settings))) {
            return new Refused(
                "another worker that shares the ledger started later with other settings");
          }
          ObjectSettings before = tables.objects.all();
          String seen = installation.cluster();
          if (!seen.equals(cluster)) {
            if (!seen.isEmpty() && !before.equals(ObjectSettings.NONE)) {
              return new Refused(elsewhere(cluster, seen));
            }
            installation.cluster(cluster);
          }
          ObjectSettings wanted = tables.objects.with(objects);
          if (wanted.equals(before)) {
            return new Taken(new Changes(id, List.of(), List.of(), List.of()));
          }
          List<Reference> look = new ArrayList<>(replace(wanted));
          List<String> names = new ArrayList<>();
          look.addAll(stages(settings, names, now));
          List<String> sources = new ArrayList<>();
          if (sources(settings, sources, now)) {
            tables.looks.owe(tables.lives.leaving(), "a source is scanned that was not");
          }
          return new Taken(new Changes(id, look, sources, names));
        });
  }

  private static String elsewhere(String cluster, String seen) {
    return "these objects are in %s, and those that count in %s; to have these count, start the"
            .formatted(cluster, seen)
        + " worker once with custom-resources.enabled: false";
  }

  private String hash(LedgerSettings settings) {
    return Sha256.name(SETTINGS_DIGITS, tables.json.write(settings));
  }

  /** Has these objects count, and owes a word to the lives for which that changes something. */
  private Set<Reference> replace(ObjectSettings objects) {
    ObjectSettings before = tables.objects.all();
    if (before.equals(objects)) {
      return Set.of();
    }
    tables.objects.replace(objects);
    Set<Reference> look = new ObjectLooks(tables.lives).of(before, objects);
    tables.looks.owe(List.copyOf(look), "an object changed that keeps images");
    return look;
  }

  /** Has the stages of now count, with those that objects make. */
  private List<Reference> stages(LedgerSettings settings, List<String> names, Instant now) {
    List<StageRow> before = tables.stages.configured();
    LedgerSettings all = tables.objects.with(settings);
    tables.promotions.paths.replace(
        all.promotions(), tables.objects.pathsNotJudgedYet(settings, all.stages()), now);
    all.stages().forEach(tables.stages::register);
    all.stages().stream().map(StageSettings::name).forEach(names::add);
    tables.stages.keepOnly(names);
    List<Reference> look =
        new ArrayList<>(builds(all.builds(), tables.objects.rulesNotJudgedYet(settings)));
    look.addAll(revise(before, all.rules(), now));
    return look;
  }

  /** Has the rules of builds of now count; the images that one of them may be news to. */
  private List<Reference> builds(List<BuildRuleSettings> rules, Set<String> notJudgedYet) {
    List<BuildRule> changed = tables.builds.rules.replace(rules, notJudgedYet);
    if (changed.isEmpty()) {
      return List.of();
    }
    List<Reference> look =
        tables.lives.wanted().stream()
            .filter(image -> changed.stream().anyMatch(rule -> rule.covers(image)))
            .toList();
    tables.looks.owe(look, "the rules of builds changed");
    return look;
  }

  @Override
  public Optional<AdapterGround> ground(AdapterSettings adapter) {
    return tables.sql.read(
        "read what the mirrors of %s stand on".formatted(adapter.name()),
        () ->
            tables.adapterRules.has(adapter)
                ? Optional.of(ground(adapter.name()))
                : Optional.empty());
  }

  private AdapterGround ground(String adapter) {
    return new AdapterGround(
        Stages.prefixes(tables.stages.configured()),
        tables.rules.configured().stream()
            .filter(rule -> !rule.alias())
            .map(MirrorRule::target)
            .toList(),
        tables.adapterRules.of(adapter));
  }

  @Override
  public Optional<List<Reference>> mirror(
      AdapterSettings adapter, List<MirrorRule> rules, Instant now) {
    return tables.sql.write(
        "take the mirrors of %s into the ledger".formatted(adapter.name()),
        () -> {
          String _ = installation.lock();
          if (!tables.adapterRules.has(adapter)) {
            return Optional.empty();
          }
          tables.adapterRules.replace(adapter.name(), rules);
          return Optional.of(revise(tables.stages.configured(), tables.rules.configured(), now));
        });
  }

  /** Has the rules of now count, and owes a word to the lives for which that changes something. */
  private List<Reference> revise(List<StageRow> before, List<MirrorRule> configured, Instant now) {
    new PolledTags(tables.sql)
        .forget(
            JdbcPolls.polled(tables.rules.all()),
            tables.tagMirrors.all().stream().map(TagMirrorRows.Row::mirror).toList(),
            now);
    tables.rules.replace(tables.adapterRules.with(configured), now);
    tables.stages.revise(tables.rules.all());
    List<Reference> look = look(before, tables.stages.configured());
    tables.looks.owe(look, "the policy changed");
    return look;
  }

  /** {@link LentLogins#say}. */
  boolean loggedIn(Collection<RepositoryPrefix> sources, Instant now) {
    return tables.sql.write(
        "write down what there are logins for",
        () -> {
          String _ = installation.lock();
          Set<RepositoryPrefix> known = tables.logins.all();
          tables.logins.say(sources, now);
          if (known.equals(tables.logins.all())) {
            return false;
          }
          List<StageRow> before = tables.stages.configured();
          tables.stages.revise(tables.rules.all());
          tables.looks.owe(look(before, tables.stages.configured()), "the policy changed");
          return true;
        });
  }

  /** Whether any is scanned from now on that was not: lives may wait for it. */
  private boolean sources(LedgerSettings settings, List<String> names, Instant now) {
    Set<String> before =
        tables.sources.registered().stream()
            .filter(SourceRow::configured)
            .map(SourceRow::name)
            .collect(Collectors.toSet());
    settings.sources().forEach(source -> tables.sources.register(source, now));
    settings.sources().stream().map(SourceSettings::name).forEach(names::add);
    tables.objects.with(settings).sources().stream()
        .filter(source -> !settings.sources().contains(source))
        .filter(source -> tables.sources.observe(source, now))
        .map(SourceSettings::name)
        .forEach(names::add);
    for (SourceRow known : tables.sources.registered()) {
      if (known.configured() && !names.contains(known.name())) {
        tables.sources.lostByConfiguration(known.name());
      }
    }
    return !before.containsAll(names);
  }

  /** Lives whose stage, or what was decided for it, is another than before. */
  private List<Reference> look(List<StageRow> before, List<StageRow> after) {
    if (revisions(before).equals(revisions(after))) {
      return List.of();
    }
    List<Reference> look = new ArrayList<>();
    for (Repository repository : tables.lives.repositories()) {
      if (!policy(before, repository).equals(policy(after, repository))) {
        look.addAll(tables.lives.imagesIn(repository));
      }
    }
    return look;
  }

  private static Map<String, String> revisions(List<StageRow> stages) {
    return stages.stream().collect(Collectors.toMap(StageRow::name, StageRow::revision));
  }

  private static Optional<String> policy(List<StageRow> stages, Repository repository) {
    return Stages.of(stages, repository).map(stage -> stage.name() + " " + stage.revision());
  }

  @Override
  public List<Reference> unfinishedLives(
      boolean quarantined, @Nullable Reference after, int limit) {
    return tables.sql.read(
        "list the lives that are not over",
        () -> tables.lives.unfinished(quarantined, after, limit));
  }
}
