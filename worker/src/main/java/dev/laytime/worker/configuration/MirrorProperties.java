package dev.laytime.worker.configuration;

import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a stage's missing images come from, or which tags a copy is kept of anywhere.
 *
 * @param name of one with tags; null for its target's text
 * @param target {@code HOST[:PORT][/PATH]}, in a stage unless there are tags
 * @param source {@code HOST[:PORT][/PATH]} upstream
 * @param onDemand whether who names an image below the source orders it below the target
 * @param repositories patterns of what may be ordered below the target; empty for all. With tags,
 *     what is copied, and empty where source and target are one repository each
 * @param namespaces patterns of the namespaces whose objects may order it; empty for all
 * @param poll how often the source is looked at, as in {@code 5m}; null where it is not
 * @param tags which tags a copy is kept of; null for what is ordered, and no other
 * @param as what the one tag is called at the target, as all below only with tags
 * @param overwrite {@code always}, {@code forward} or {@code never}
 * @param backup a template of the tag that keeps what is overwritten
 * @param times {@code always}, {@code each-once} or {@code once}
 * @param platforms the only ones, as in {@code linux/amd64}; empty for all
 * @param referrers whether signatures and the like come along
 * @param coolOff how long a tag must have been there, unmoved
 * @param referrersEvery how often referrers of what did not move are listed
 * @param auditEvery how often the target is looked at although it should be as it was
 * @param prune whether what left the source leaves the target
 */
public record MirrorProperties(
    @Nullable String name,
    @Nullable String target,
    @Nullable String source,
    @DefaultValue("false") boolean onDemand,
    @DefaultValue List<String> repositories,
    @DefaultValue List<String> namespaces,
    @Nullable String poll,
    @Nullable TagsProperties tags,
    @Nullable String as,
    @Nullable String overwrite,
    @Nullable String backup,
    @Nullable String times,
    @DefaultValue List<String> platforms,
    @Nullable Boolean referrers,
    @Nullable String coolOff,
    @Nullable String referrersEvery,
    @Nullable String auditEvery,
    @Nullable Boolean prune) {

  /** What is copied may be ordered, where nobody said less. */
  private static final List<String> EVERYTHING = List.of("**");

  /**
   * @throws IllegalArgumentException if one of them is missing or not of its form
   */
  public MirrorProperties {
    name = Require.optional(name);
    poll = Require.optional(poll);
    var _ = Require.prefix("target", target);
    var _ = Require.prefix("source", source);
    repositories = Require.patterns("repositories", repositories);
    namespaces = Require.patterns("namespaces", namespaces);
    var _ = interval(poll);
    platforms = List.copyOf(platforms);
    CopyingKeys copying =
        new CopyingKeys(
            as,
            overwrite,
            backup,
            times,
            platforms,
            referrers,
            coolOff,
            referrersEvery,
            auditEvery,
            prune);
    if (tags == null) {
      copying.requireNone(name);
    } else {
      var _ = tagMirror(name, target, source, repositories, tags, copying, poll);
    }
  }

  /** What has images brought that somebody orders, and says what upstream names stand for. */
  MirrorRule rule() {
    MirrorRule rule =
        new MirrorRule(
            Require.prefix("target", target), Require.prefix("source", source), true, onDemand);
    return tags == null
        ? rule.limitedTo(new OrderLimits(repositories, namespaces)).polled(interval(poll))
        : rule.limitedTo(
            new OrderLimits(
                repositories.isEmpty() ? EVERYTHING : repositories,
                namespaces,
                tags.selection().deny()));
  }

  /** What has a copy kept of each tag that it selects; empty without tags. */
  Optional<TagMirror> tagMirror() {
    return Optional.ofNullable(tags)
        .map(selected -> tagMirror(name, target, source, repositories, selected, copying(), poll));
  }

  /** What its schedule is called; empty where it has none. */
  Stream<String> scheduled() {
    return poll == null
        ? Stream.empty()
        : Stream.of(tagMirror().map(TagMirror::name).orElseGet(() -> rule().target().toString()));
  }

  private CopyingKeys copying() {
    return new CopyingKeys(
        as,
        overwrite,
        backup,
        times,
        platforms,
        referrers,
        coolOff,
        referrersEvery,
        auditEvery,
        prune);
  }

  private static TagMirror tagMirror(
      @Nullable String name,
      @Nullable String target,
      @Nullable String source,
      List<String> repositories,
      TagsProperties tags,
      CopyingKeys copying,
      @Nullable String poll) {
    PollInterval every = interval(poll);
    if (every == null) {
      throw new IllegalArgumentException(
          "tags: expected with poll, as in poll: 1h: what is selected is found by looking");
    }
    try {
      return new TagMirror(
          name == null ? Require.prefix("target", target).toString() : Require.name("name", name),
          Require.prefix("source", source),
          Require.prefix("target", target),
          repositories,
          tags.selection(),
          moving(copying.copying(), tags.selection()),
          every);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mirror with tags: " + e.getMessage());
    }
  }

  /** What goes forward is a name that another tag's image gets, by that tag's version. */
  private static Copying moving(Copying copying, Selection tags) {
    if (copying.overwrite() != Overwrite.FORWARD) {
      return copying;
    }
    if (copying.as() == null) {
      throw new IllegalArgumentException(
          "overwrite: forward: a tag that keeps its name goes nowhere: say as what one tag is"
              + " called, as in as: stable, or overwrite: never");
    }
    boolean version =
        tags.allow().stream()
            .allMatch(
                each -> each instanceof TagPattern.Exact(Tag tag) && Version.of(tag).isPresent());
    if (!version) {
      throw new IllegalArgumentException(
          "overwrite: forward: expected tags: {exact: [VERSION]}, as in 2.13.1: what has no version"
              + " goes nowhere; or say overwrite: always");
    }
    return copying;
  }

  private static @Nullable PollInterval interval(@Nullable String poll) {
    if (poll == null) {
      return null;
    }
    Duration every = Require.duration("poll", poll);
    PollInterval nearest = PollInterval.nearest(every);
    if (!nearest.every().equals(every)) {
      throw new IllegalArgumentException(
          "poll: expected from 10s to 366d, in whole seconds, not '%s'".formatted(poll));
    }
    return nearest;
  }
}
