package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.image.Workshop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies below the target comes from below the source.
 *
 * @param target in a stage
 * @param source upstream
 * @param present false for a rule that configuration once had: it claims, and orders nothing
 * @param onDemand whether who names what lies below the source orders it below the target
 * @param alias whether both are the same repositories, called by another name: nothing is copied
 * @param found whether an adapter found it in a cluster, where no person configured it: it has
 *     images brought, and lets nothing leave that was not
 * @param limits whose names order anything
 * @param poll how often the source is looked at; null where it is not
 */
public record MirrorRule(
    RepositoryPrefix target,
    RepositoryPrefix source,
    boolean present,
    boolean onDemand,
    boolean alias,
    boolean found,
    OrderLimits limits,
    @Nullable PollInterval poll) {

  /** A rule that a person configured, whoever orders by it, and whose source is not polled. */
  public MirrorRule(
      RepositoryPrefix target,
      RepositoryPrefix source,
      boolean present,
      boolean onDemand,
      boolean alias) {
    this(target, source, present, onDemand, alias, false, OrderLimits.NONE, null);
  }

  /** A rule by which something is copied. */
  public MirrorRule(
      RepositoryPrefix target, RepositoryPrefix source, boolean present, boolean onDemand) {
    this(target, source, present, onDemand, false);
  }

  /** A rule by which only names below the target order anything. */
  public MirrorRule(RepositoryPrefix target, RepositoryPrefix source, boolean present) {
    this(target, source, present, false);
  }

  /**
   * Another name of what lies in a stage: whoever uses it names that, and orders it.
   *
   * @param stage the prefix by which we know it
   */
  public static MirrorRule alias(RepositoryPrefix stage, RepositoryPrefix name) {
    return new MirrorRule(stage, name, true, true, true);
  }

  /** A rule that an adapter found in a cluster. */
  public static MirrorRule found(RepositoryPrefix target, RepositoryPrefix source) {
    return new MirrorRule(target, source, true, false, false, true, OrderLimits.NONE, null);
  }

  /** The same, and only these names order anything. */
  public MirrorRule limitedTo(OrderLimits others) {
    return new MirrorRule(target, source, present, onDemand, alias, found, others, poll);
  }

  /** The same, polled so often. */
  public MirrorRule polled(@Nullable PollInterval every) {
    return new MirrorRule(target, source, present, onDemand, alias, found, limits, every);
  }

  /** What a stage image is called on the other side of this rule. */
  public Optional<Reference> sourceOf(Reference stageImage) {
    return translate(stageImage, target, source);
  }

  /** The stage image that stands for an upstream image under this rule. */
  public Optional<Reference> targetOf(Reference upstreamImage) {
    return translate(upstreamImage, source, target);
  }

  /** The same for one of Docker Hub's own images, which also comes below its short name. */
  Optional<Reference> shortTargetOf(Reference upstreamImage) {
    return source
        .shortRest(upstreamImage.repository())
        .flatMap(target::append)
        .filter(moved -> !Workshop.has(moved))
        .map(moved -> inside(moved, upstreamImage));
  }

  private static Optional<Reference> translate(
      Reference image, RepositoryPrefix from, RepositoryPrefix to) {
    return from.rest(image.repository())
        .flatMap(to::append)
        .filter(moved -> !Workshop.has(moved) && !Workshop.has(image.repository()))
        .map(moved -> inside(moved, image));
  }

  private static Reference inside(Repository repository, Reference image) {
    return switch (image) {
      case Reference.Tagged(_, Tag tag) -> repository.tagged(tag);
      case Reference.Pinned(_, Digest digest, _) -> repository.pinned(digest);
    };
  }
}
