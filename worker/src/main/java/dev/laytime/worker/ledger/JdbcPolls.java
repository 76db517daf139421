package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Polls;
import dev.laytime.mirror.KnownTag;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What polls ask and write. */
final class JdbcPolls implements Polls {

  /** What a life has in its stage, under its name, with nothing else under way. */
  private static final Set<String> PRESENT = Set.of("PRESENT", "UNUSED");

  /** Any tag: who brings an image is said of its repository. */
  private static final Tag ANY = new Tag("latest");

  /** What is over and was not named for so long is not brought again for having moved. */
  private static final Duration UNNAMED = Duration.ofDays(30);

  private final Tables tables;
  private final PolledTags tags;
  private final PolledRepositories lists;

  JdbcPolls(Tables tables) {
    this.tables = tables;
    this.tags = new PolledTags(tables.sql);
    this.lists = new PolledRepositories(tables.sql);
  }

  @Override
  public Optional<MirrorRule> rule(String mirror) {
    return tables.sql.read(
        "read how %s is polled".formatted(mirror), () -> polled(tables.rules.all(), mirror));
  }

  static Optional<MirrorRule> polled(MirrorRules rules, String mirror) {
    return polled(rules).stream()
        .filter(rule -> rule.target().toString().equals(mirror))
        .findFirst();
  }

  static List<MirrorRule> polled(MirrorRules rules) {
    return rules.rules().stream()
        .filter(rule -> rule.present() && !rule.alias() && rule.poll() != null)
        .toList();
  }

  @Override
  public Page<Sight> known(MirrorRule rule, @Nullable String after, int limit) {
    return tables.sql.read(
        "list what is polled for " + rule.target(),
        () -> {
          Ground ground = tables.ground();
          List<Reference> images = tags.images(rule, after, limit);
          return new Page<>(
              sights(ground, rule, images), images.size() < limit ? null : images.getLast().text());
        });
  }

  private List<Sight> sights(Ground ground, MirrorRule rule, List<Reference> images) {
    List<String> ids = images.stream().map(WorkflowIds::life).toList();
    Map<String, LifeRow> lives = tables.lives.of(ids);
    Set<String> copied = tables.stories.copied(ids);
    Map<Reference, PolledTags.Row> rows = tags.of(rule, images);
    Set<String> over =
        lives.values().stream()
            .filter(LifeRow::finished)
            .map(LifeRow::life)
            .collect(Collectors.toSet());
    Map<String, Instant> named = tables.stories.namedAt(over);
    Instant since = tables.clock.instant().minus(UNNAMED);
    return images.stream()
        .filter(image -> {
          String life = WorkflowIds.life(image);
          PolledTags.Row row = rows.get(image);
          return !over.contains(life)
              || isAfter(named.get(life), since)
              || isAfter(row == null ? null : row.first(), since);
        })
        .flatMap(image -> {
          LifeRow life = lives.get(WorkflowIds.life(image));
          boolean own = life != null && copied.contains(life.life());
          return stage(ground, rule, image)
              .filter(_ -> !rule.found() || life == null || mayRefresh(rule, life, own))
              .map(stage -> sight(image, rows.get(image), stage, life, own))
              .stream();
        })
        .toList();
  }

  private static boolean isAfter(@Nullable Instant instant, Instant since) {
    return instant != null && instant.isAfter(since);
  }

  /** A cluster has only that overwritten which was brought from where its rule says. */
  private static boolean mayRefresh(MirrorRule rule, LifeRow life, boolean copied) {
    return life.digest() == null
        || (copied && from(rule, life.image().repository(), life.source()));
  }

  private static boolean from(MirrorRule rule, Repository repository, @Nullable Reference source) {
    return source != null
        && rule.sourceOf(repository.tagged(ANY))
            .filter(origin -> origin.repository().equals(source.repository()))
            .isPresent();
  }

  /**
   * The stage of an image that this rule brings; empty where it does not, or lets nobody order it,
   * or no stage has it.
   */
  static Optional<StageRow> stage(Ground ground, MirrorRule rule, Reference image) {
    Optional<Reference> source = rule.sourceOf(image);
    boolean covered =
        rule.target().rest(image.repository()).filter(rule.limits()::cover).isPresent();
    return source.isPresent() && covered && ground.rules().origin(image).equals(source)
        ? Stages.of(ground.stages(), image.repository())
        : Optional.empty();
  }

  private static Sight sight(
      Reference image,
      PolledTags.@Nullable Row row,
      StageRow stage,
      @Nullable LifeRow life,
      boolean copied) {
    KnownTag tag =
        new KnownTag(
            image,
            row == null ? null : row.digest(),
            life != null && isPresent(life),
            life == null ? null : life.digest(),
            copied);
    return new Sight(tag, row == null ? null : row.looked(), !stage.settings().dryRun());
  }

  private static boolean isPresent(LifeRow life) {
    return !life.finished() && PRESENT.contains(life.state());
  }

  @Override
  public Page<Place> repositories(MirrorRule rule, @Nullable String after, int limit) {
    return tables.sql.read(
        "list the repositories that are polled for " + rule.target(),
        () -> {
          Ground ground = tables.ground();
          List<Repository> repositories = tags.repositories(rule, after, limit);
          // Who waits in one may be nobody who may order anything there.
          boolean narrow = rule.found() || !rule.limits().namespaces().isEmpty();
          Map<Repository, Instant> looked = lists.looked(rule, repositories);
          Set<Repository> own = narrow ? brought(rule, repositories) : Set.of();
          return new Page<>(
              repositories.stream()
                  .filter(repository -> !narrow || own.contains(repository))
                  .flatMap(repository ->
                      stage(ground, rule, repository.tagged(ANY))
                          .map(stage ->
                              new Place(
                                  repository, looked.get(repository), !stage.settings().dryRun()))
                          .stream())
                  .toList(),
              repositories.size() < limit ? null : repositories.getLast().toString());
        });
  }

  /** Those in which something is that the rule brought. */
  private Set<Repository> brought(MirrorRule rule, List<Repository> repositories) {
    return tables.lives.copiedInto(repositories).stream()
        .filter(life -> from(rule, life.image().repository(), life.source()))
        .map(life -> life.image().repository())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<Memory> memory(MirrorRule rule, Repository repository) {
    return tables.sql.read(
        "read what is remembered of " + repository,
        () -> {
          if (!lists.isListed(rule, repository)) {
            return Optional.empty();
          }
          Set<Tag> known = tags.tags(rule, repository);
          for (LifeRow life : tables.lives.in(repository)) {
            if (life.digest() != null && life.image() instanceof Reference.Tagged(_, Tag tag)) {
              known.add(tag);
            }
          }
          Map<Tag, Instant> missed = tags.missed(rule, repository);
          missed.keySet().removeAll(known);
          return Optional.of(new Memory(known, missed));
        });
  }

  @Override
  public void history(
      MirrorRule rule, Repository repository, Collection<Tag> listed, Instant poll) {
    tables.sql.change(
        "remember the tags of " + repository,
        () -> {
          if (!lists.isListed(rule, repository)) {
            tags.list(rule, repository, listed, poll);
          }
        });
  }

  @Override
  public void looked(MirrorRule rule, Repository repository, Instant poll) {
    tables.sql.change(
        "write down that a poll is done with " + repository,
        () -> lists.look(rule, repository, null, poll));
  }

  @Override
  public void found(MirrorRule rule, Reference image, Digest digest, Instant poll, boolean offer) {
    tables.sql.change(
        "write down what the source has of " + image,
        () -> {
          PolledTags.Row before = tags.find(rule, image).orElse(null);
          boolean owing = offer || (before != null && digest.equals(before.offered()));
          PolledTags.Row now = PolledTags.Row.found(before, digest, poll, owing ? digest : null);
          tags.write(rule, image, now, before != null);
        });
  }

  @Override
  public void missed(MirrorRule rule, Reference image, Instant poll, String cause) {
    tables.sql.change(
        "write down that the source did not tell of " + image,
        () -> {
          PolledTags.Row before = tags.find(rule, image).orElse(null);
          tags.write(rule, image, PolledTags.Row.missed(before, poll, cause), before != null);
        });
  }
}
