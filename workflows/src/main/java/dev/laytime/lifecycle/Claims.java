package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Workshop;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which stage images a reference claims. */
public final class Claims {

  private Claims() {}

  /**
   * The stage images that a reference stands for: itself where it lies in a stage, and every target
   * that a mirror rule, present or past, gives for it. Where a reference has a tag and a digest,
   * the digest decides; who names a hold or fallback tag needs the digest that it is about.
   *
   * @param stages the prefixes of all stages
   */
  public static Set<Reference> of(
      Reference named, List<RepositoryPrefix> stages, MirrorRules rules) {
    Reference plain = plain(named);
    Set<Reference> claimed = new LinkedHashSet<>();
    if (inAStage(plain, stages)) {
      claimed.add(plain);
    }
    rules.targets(plain).stream().filter(target -> inAStage(target, stages)).forEach(claimed::add);
    return claimed;
  }

  /** What a reference is about: by tag or by digest, not both. */
  public static Reference plain(Reference named) {
    return switch (named) {
      case Reference.Pinned(var repository, var digest, _) -> repository.pinned(digest);
      case Reference.Tagged(var repository, var tag) ->
          ReservedTags.subject(tag).map(repository::pinned).orElse(named);
    };
  }

  private static boolean inAStage(Reference image, List<RepositoryPrefix> stages) {
    return !Workshop.has(image.repository())
        && stages.stream().anyMatch(stage -> stage.contains(image.repository()));
  }
}
