package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.util.Optional;

/**
 * What lies below the target comes from below the source.
 *
 * @param target in a stage
 * @param source upstream
 * @param present false for a rule that configuration once had: it claims, and orders nothing
 * @param onDemand whether who names what lies below the source orders it below the target
 */
public record MirrorRule(
    RepositoryPrefix target, RepositoryPrefix source, boolean present, boolean onDemand) {

  /** A rule by which only names below the target order anything. */
  public MirrorRule(RepositoryPrefix target, RepositoryPrefix source, boolean present) {
    this(target, source, present, false);
  }

  /** Where a stage image comes from under this rule. */
  public Optional<Reference> sourceOf(Reference stageImage) {
    return translate(stageImage, target, source);
  }

  /** The stage image that stands for an upstream image under this rule. */
  public Optional<Reference> targetOf(Reference upstreamImage) {
    return translate(upstreamImage, source, target);
  }

  private static Optional<Reference> translate(
      Reference image, RepositoryPrefix from, RepositoryPrefix to) {
    return from.rest(image.repository()).flatMap(to::append).map(moved -> inside(moved, image));
  }

  private static Reference inside(Repository repository, Reference image) {
    return switch (image) {
      case Reference.Tagged(_, Tag tag) -> repository.tagged(tag);
      case Reference.Pinned(_, Digest digest, _) -> repository.pinned(digest);
    };
  }
}
