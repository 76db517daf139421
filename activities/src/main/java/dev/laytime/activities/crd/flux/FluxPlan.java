package dev.laytime.activities.crd.flux;

import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.Glob;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What objects come to: which are mirrored, and how each stands. It depends on the objects alone,
 * not on which of them was seen first.
 *
 * @param mirrors by the keys of their objects
 * @param verdicts of every object that counts, by its key
 */
record FluxPlan(Map<String, TagMirror> mirrors, Map<String, Verdict> verdicts) {

  /** Names that a mirror of an object begins with. */
  static final String PREFIX = "imagerepo-mirror/";

  private static final Comparator<ImageRepository> OLDEST =
      Comparator.comparing(ImageRepository::created)
          .thenComparing(each -> each.header().namespace())
          .thenComparing(each -> each.header().name());

  /** Where an object has no interval that can be read. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  /**
   * Judges all objects.
   *
   * @param stages their prefixes
   * @param certificates what is wrong with those that objects name, by their keys
   */
  static FluxPlan of(
      List<ImageRepository> objects,
      FluxSettings settings,
      List<RepositoryPrefix> stages,
      Map<String, String> certificates) {
    Map<String, TagMirror> mirrors = new LinkedHashMap<>();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Map<RepositoryPrefix, String> taken = new HashMap<>();
    for (ImageRepository object : objects.stream().sorted(OLDEST).toList()) {
      String key = object.header().key();
      if (counts(object, settings)) {
        verdicts.put(key, judge(object, settings, stages, certificates, taken, mirrors));
      }
    }
    return new FluxPlan(mirrors, verdicts);
  }

  /** The same, and what is mirrored says how that stands. */
  FluxPlan standing(Map<String, FluxState> states) {
    Map<String, Verdict> now = new LinkedHashMap<>(verdicts);
    mirrors.forEach((key, mirror) ->
        now.computeIfPresent(
            key,
            (_, verdict) ->
                verdict.isBad()
                    ? verdict
                    : states.getOrDefault(mirror.name(), FluxState.NONE).verdict(mirror.target())));
    return new FluxPlan(mirrors, now);
  }

  /** What is told of all objects that there are: those that are not mirrored rest. */
  List<FoundMirror> found(List<ImageRepository> objects) {
    return objects.stream()
        .map(ImageRepository::header)
        .sorted(Comparator.comparing(ObjectHeader::key))
        .map(header -> new FoundMirror(name(header.key()), header.uid(), mirrors.get(header.key())))
        .toList();
  }

  /** What a mirror of an object is called. */
  static String name(String key) {
    return PREFIX + key;
  }

  private static boolean counts(ImageRepository object, FluxSettings settings) {
    return settings.namespaces().isEmpty()
        || settings.namespaces().stream()
            .anyMatch(pattern -> Glob.matches(pattern, object.header().namespace()));
  }

  private static Verdict judge(
      ImageRepository object,
      FluxSettings settings,
      List<RepositoryPrefix> stages,
      Map<String, String> certificates,
      Map<RepositoryPrefix, String> taken,
      Map<String, TagMirror> mirrors) {
    String key = object.header().key();
    try {
      RepositoryPrefix source = source(object);
      RepositoryPrefix target = settings.target(source);
      String other = taken.putIfAbsent(target, key);
      if (other != null) {
        return Verdict.stalled(
            "DestinationTaken",
            "%s is the destination of the older ImageRepository %s: nothing is copied. Map whole"
                    .formatted(target, other)
                + " paths (--destination-path=full), or delete one of the two");
      }
      if (object.suspended()) {
        return Verdict.idle("Suspended", "it is suspended: its source is not looked at");
      }
      if (!object.secret().isEmpty() && !settings.secrets().contains(object.secretKey())) {
        return notNamed(object.secretKey());
      }
      if (!object.certificates().isEmpty()
          && !settings.secrets().contains(object.certificatesKey())) {
        return notNamed(object.certificatesKey());
      }
      if (object.hasWayOfItsOwn() && stages.stream().anyMatch(target::liesIn)) {
        return Verdict.stalled(
            "InStage",
            "%s lies in a stage, whose images are brought with the worker's own logins: take"
                    .formatted(target)
                + " secretRef, certSecretRef, insecure and provider out, or choose a destination"
                + " outside of all stages");
      }
      // Also where nobody can ask its source now: what was copied stays known.
      mirrors.put(key, mirror(object, source, target));
      String why = certificates.getOrDefault(key, "");
      if (!why.isEmpty()) {
        return Verdict.stalled("CertificatesUnusable", why);
      }
      return Verdict.ready(FluxState.MIRRORED, "all its tags are copied to " + target);
    } catch (IllegalArgumentException e) {
      return Verdict.stalled("Invalid", String.valueOf(e.getMessage()));
    }
  }

  private static Verdict notNamed(String secret) {
    return Verdict.stalled(
        "SecretNotNamed",
        "Secret %s may not be read: name it in adapters.imagerepo-mirror.secrets"
            .formatted(secret));
  }

  private static TagMirror mirror(
      ImageRepository object, RepositoryPrefix source, RepositoryPrefix target) {
    return new TagMirror(
        name(object.header().key()),
        source,
        target,
        List.of(),
        new Selection(List.of(), exclusions(object), null),
        Copying.PLAIN,
        PollInterval.nearest(GoDuration.parse(object.interval()).orElse(USUAL)));
  }

  /** Flux looks for the expression anywhere in a tag; here one is of the whole tag. */
  private static List<TagPattern> exclusions(ImageRepository object) {
    List<TagPattern> patterns = new ArrayList<>();
    for (String regex : object.exclusions()) {
      patterns.add(new TagPattern.Regex(".*(?:" + regex + ").*"));
    }
    return patterns;
  }

  /** Flux takes a tag at its end, and leaves it out. */
  static RepositoryPrefix source(ImageRepository object) {
    try {
      Repository repository = Reference.parse(object.image()).repository();
      return new RepositoryPrefix(repository.registry(), repository.path());
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException("spec.image: " + e.getMessage(), e);
    }
  }
}
