package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code Image} objects come to, the oldest first. */
final class ImagePlan {

  /** How often an object that is done once is looked at until it is: as image-operator did. */
  private static final PollInterval UNTIL_DONE = new PollInterval(Duration.ofMinutes(1));

  private final ImageOperatorSettings settings;
  private final ImageOperatorAdapter.Ground ground;
  private final Function<MirrorRule, Lending> lends;
  private final Map<String, Wish> owners = new LinkedHashMap<>();

  /**
   * @param lends whether a login of ours would be used for a rule
   */
  ImagePlan(
      ImageOperatorSettings settings,
      ImageOperatorAdapter.Ground ground,
      Function<MirrorRule, Lending> lends) {
    this.settings = settings;
    this.ground = ground;
    this.lends = lends;
  }

  /** What each object comes to. */
  Map<ImageObject, Planned> of(List<ImageObject> images) {
    Map<ImageObject, Planned> planned = new LinkedHashMap<>();
    images.stream()
        .sorted(ImageObject.OLDEST_FIRST)
        .forEach(image -> planned.put(image, planned(image)));
    return planned;
  }

  private Planned planned(ImageObject image) {
    ImageSpec spec = image.spec();
    if (spec == null) {
      return refused("InvalidSpec", "this release does not understand its spec");
    }
    if (!settings.counts(image.header().namespace())) {
      return refused(
          "NotAllowed",
          "objects of this namespace do not count: see adapters.image-operator.namespaces of the"
              + " worker");
    }
    try {
      Wish wish = Wish.of(spec);
      Optional<Planned> objection =
          Stream.<Function<Wish, Optional<Planned>>>of(
                  this::destination, each -> source(image, each), this::owner)
              .flatMap(check -> check.apply(wish).stream())
              .findFirst();
      if (objection.isPresent()) {
        return objection.get();
      }
      TagMirror mirror = mirror(image, spec, wish);
      owners.put("Image " + image.header().key(), wish);
      return isTakingOver(image, spec) ? new Planned.TakingOver() : new Planned.InForce(mirror);
    } catch (IllegalArgumentException e) {
      return refused("Invalid", String.valueOf(e.getMessage()));
    }
  }

  /** Whoever may write an object has something written: only where somebody said so. */
  private Optional<Planned> destination(Wish wish) {
    return settings.mayWrite(wish.destination(), ground.hosts())
        ? Optional.empty()
        : Optional.of(
            refused(
                "DestinationNotAllowed",
                ("nothing may be written to %s: name its host in LAYTIME_COMPAT_DESTINATION_HOSTS,"
                        + " or it in adapters.image-operator.destinations of the worker, as in"
                        + " [%s/**]")
                    .formatted(wish.destination(), wish.destination().registry())));
  }

  private Optional<Planned> source(ImageObject image, Wish wish) {
    Repository source = wish.source();
    if (settings.mayReadWithLogin(source, ground.hosts())) {
      return Optional.empty();
    }
    MirrorRule rule = MirrorRule.found(prefix(wish.destination()), prefix(source));
    return switch (lends.apply(rule)) {
      case NOTHING -> Optional.empty();
      case UNKNOWN ->
          isInForce(image)
              ? Optional.empty()
              : Optional.of(
                  new Planned.Refused(
                      Verdict.reconciling(
                          "LoginUnknown",
                          "whether the worker has a login for %s cannot be told now: see its log"
                              .formatted(source.registry()))));
      case LENDS ->
          Optional.of(
              refused(
                  "SourceNotAllowed",
                  ("the worker has a login for %s, and whoever may write an Image could have"
                          + " anything copied with it: name its host in"
                          + " LAYTIME_COMPAT_SOURCE_HOSTS, or %s in"
                          + " adapters.image-operator.sources of the worker")
                      .formatted(source.registry(), source)));
    };
  }

  private boolean isInForce(ImageObject image) {
    return ground.mirrors().stream()
        .anyMatch(known -> known.mirror() != null && known.name().equals(image.mirror()));
  }

  private Optional<Planned> owner(Wish wish) {
    Optional<RepositoryPrefix> configured =
        ground.configured().stream().filter(prefix(wish.destination())::liesIn).findFirst();
    if (configured.isPresent()) {
      return Optional.of(
          refused(
              "Shadowed",
              "the worker's configuration has a mirror into %s already"
                  .formatted(configured.get())));
    }
    return owners.entrySet().stream()
        .filter(owner -> owner.getValue().collidesWith(wish))
        .findFirst()
        .map(owner ->
            refused(
                "Shadowed",
                "%s, which is older, has %s already"
                    .formatted(owner.getKey(), owner.getValue().text())));
  }

  private static TagMirror mirror(ImageObject image, ImageSpec spec, Wish wish) {
    return new TagMirror(
        image.mirror(),
        prefix(wish.source()),
        prefix(wish.destination()),
        List.of(),
        selection(spec, wish),
        new Copying(
            wish.as(),
            isTakenOver(image, spec) ? Overwrite.NEVER : Overwrite.ALWAYS,
            null,
            times(spec, wish),
            List.of(),
            true,
            Duration.ZERO,
            Copying.DAILY,
            Copying.DAILY,
            false,
            // One that is made again under the same name begins its generations anew.
            image.header().uid() + "/" + image.header().generation()),
        poll(spec, wish));
  }

  private static Selection selection(ImageSpec spec, Wish wish) {
    TagPattern pattern =
        wish.isPattern()
            ? new TagPattern.Versions(wish.version(), spec.allowCandidateRelease())
            : new TagPattern.Exact(new Tag(wish.version()));
    return new Selection(List.of(pattern), List.of(), null);
  }

  /** A pattern keeps watching whatever the mode, as image-operator's README says. */
  private static Times times(ImageSpec spec, Wish wish) {
    return switch (spec.mode()) {
      case ONE_SHOT -> wish.isPattern() ? Times.EACH_ONCE : Times.ONCE;
      case ONCE_BY_TAG -> Times.EACH_ONCE;
      case RECURRENT -> Times.ALWAYS;
    };
  }

  private static PollInterval poll(ImageSpec spec, Wish wish) {
    return spec.mode() == ImageMode.ONE_SHOT && !wish.isPattern()
        ? UNTIL_DONE
        : Frequency.of(spec.frequency());
  }

  /** What was done before we came is not done again, and what lies there is not overwritten. */
  private boolean isTakingOver(ImageObject image, ImageSpec spec) {
    return spec.mode() != ImageMode.RECURRENT
        && (wasSeen(image) || keepsTags(image, spec))
        && !isTakenOver(image, spec)
        && !ground.knows(image.mirror(), image.header().uid());
  }

  private static boolean wasSeen(ImageObject image) {
    ImageStatus status = image.status();
    return status.lastGenerationSeen() == image.header().generation()
        && !status.history().isEmpty();
  }

  /** A tag that is marked is not copied again, whatever becomes of the object: it never was. */
  private static boolean keepsTags(ImageObject image, ImageSpec spec) {
    return spec.mode() == ImageMode.ONCE_BY_TAG && !image.status().tagAlreadySynced().isEmpty();
  }

  private static boolean isTakenOver(ImageObject image, ImageSpec spec) {
    Long generation = image.status().takenOverGeneration();
    return generation != null
        && (generation == image.header().generation() || keepsTags(image, spec));
  }

  private static RepositoryPrefix prefix(Repository repository) {
    return new RepositoryPrefix(repository.registry(), repository.path());
  }

  private static Planned refused(String reason, String message) {
    return new Planned.Refused(Verdict.stalled(reason, message));
  }

  /**
   * What is told of all objects that there are. Those that are not in force rest, where they ever
   * were.
   */
  List<FoundMirror> found(Map<ImageObject, Planned> planned) {
    List<FoundMirror> found = new ArrayList<>();
    planned.forEach((image, each) -> {
      String object = image.header().uid();
      if (each instanceof Planned.InForce(TagMirror mirror)) {
        found.add(FoundMirror.of(object, mirror));
      } else if (ground.knows(image.mirror(), object)) {
        found.add(FoundMirror.resting(object, image.mirror()));
      }
    });
    return found;
  }
}
