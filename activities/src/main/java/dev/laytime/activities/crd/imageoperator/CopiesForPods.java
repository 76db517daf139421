package dev.laytime.activities.crd.imageoperator;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Presence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes objects for images that Pods cannot have. Whoever may create a Pod chooses their names, so
 * there are only so many of them, and none of an image that nobody has.
 */
final class CopiesForPods {

  private static final Logger log = LoggerFactory.getLogger(CopiesForPods.class);

  /** So many objects that were made for Pods there may be. */
  static final int MOST = 1_000;

  /** So many are looked up in a round. */
  private static final int A_ROUND = 20;

  /** An image that was looked up in vain is looked up again after that. */
  static final Duration PATIENCE = Duration.ofHours(1);

  /** One of which nobody could tell anything, after that. */
  static final Duration DOUBT = Duration.ofMinutes(5);

  private static final int LONGEST_MEMORY = 10_000;

  private final Function<Reference, Presence> exists;
  private final InstantSource clock;
  private final Map<Reference, Instant> handled = new HashMap<>();
  private String last = "";

  /**
   * @param exists whether a registry has an image
   */
  CopiesForPods(Function<Reference, Presence> exists, InstantSource clock) {
    this.exists = exists;
    this.clock = clock;
  }

  /**
   * Makes what is wanted and not there yet.
   *
   * @return how many
   * @throws IOException if events cannot be read, or an object is refused
   */
  int make(ImageObjects objects, List<ImageObject> images, OnTheFly onTheFly) throws IOException {
    Instant now = clock.instant();
    handled.values().removeIf(until -> !now.isBefore(until));
    Set<Reference> wanted = wanted(images);
    Set<String> names = new HashSet<>();
    images.stream()
        .filter(image -> image.header().namespace().equals(onTheFly.namespace()))
        .forEach(image -> names.add(image.header().name()));
    long room = MOST - images.stream().filter(ImageObject::forPod).count();
    int made = 0;
    int asked = 0;
    for (FailedPull pull : inTurn(objects.failedPulls(onTheFly))) {
      OnTheFly.Wanted want = onTheFly.wanted(pull.image()).orElse(null);
      if (want == null || wanted.contains(pull.image()) || handled.containsKey(pull.image())) {
        continue;
      }
      if (made >= room || asked == A_ROUND || handled.size() >= LONGEST_MEMORY) {
        log.info("left for later image={} objects-for-pods={}", pull.image(), MOST - room + made);
        break;
      }
      asked++;
      last = pull.image().text();
      Presence presence = exists.apply(want.source().tagged(want.tag()));
      handled.put(pull.image(), now.plus(presence == Presence.UNKNOWN ? DOUBT : PATIENCE));
      if (presence == Presence.THERE && made(objects, onTheFly, want, names)) {
        made++;
      }
    }
    return made;
  }

  /**
   * By name, and behind the one that was asked for last: nobody waits for the same few for ever.
   */
  private List<FailedPull> inTurn(List<FailedPull> pulls) {
    Comparator<FailedPull> byName = Comparator.comparing(pull -> pull.image().text());
    return pulls.stream()
        .sorted(
            Comparator.comparing((FailedPull pull) -> pull.image().text().compareTo(last) <= 0)
                .thenComparing(byName))
        .toList();
  }

  private static boolean made(
      ImageObjects objects, OnTheFly onTheFly, OnTheFly.Wanted want, Set<String> names)
      throws IOException {
    String below = onTheFly.registry().rest(want.destination()).orElse("");
    String name = ObjectNames.free(below, want.tag().value(), names);
    names.add(name);
    boolean made = objects.make(onTheFly.namespace(), name, want);
    if (made) {
      log.info("made for a Pod object={}/{} source={}", onTheFly.namespace(), name, want.source());
    }
    return made;
  }

  /** What objects bring already. */
  private static Set<Reference> wanted(List<ImageObject> images) {
    Set<Reference> wanted = new HashSet<>();
    for (ImageObject image : images) {
      ImageSpec spec = image.spec();
      if (spec != null) {
        try {
          wanted.add(
              Repository.parse(spec.destination().name())
                  .tagged(new Tag(spec.destination().version())));
        } catch (InvalidReferenceException e) {
          // it brings nothing
        }
      }
    }
    return wanted;
  }
}
