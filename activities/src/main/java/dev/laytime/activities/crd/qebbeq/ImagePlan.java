package dev.laytime.activities.crd.qebbeq;

import dev.laytime.activities.crd.qebbeq.Change.AddFinalizer;
import dev.laytime.activities.crd.qebbeq.Change.Create;
import dev.laytime.activities.crd.qebbeq.Change.Delete;
import dev.laytime.activities.crd.qebbeq.Change.RemoveFinalizer;
import dev.laytime.activities.crd.qebbeq.Change.WriteStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which {@code Image} objects there are to be, and what they say. Nothing here touches a registry:
 * an object that goes leaves its image alone.
 */
final class ImagePlan {

  private static final Duration PATIENCE = Duration.ofDays(1);

  private final QebbeqSettings settings;
  private final Function<String, KnownLife> lives;
  private final Instant now;
  private final boolean closing;

  /**
   * @param lives what is known of an image, as it is written
   * @param closing whether the controller's namespace, or the kind, is being taken away
   */
  ImagePlan(
      QebbeqSettings settings, Function<String, KnownLife> lives, Instant now, boolean closing) {
    this.settings = settings;
    this.lives = lives;
    this.now = now;
    this.closing = closing;
  }

  /**
   * Whether somebody deletes an object that we hold up, so that it must be known what is closing.
   */
  static boolean asks(QebbeqSettings settings, List<ImageObject> images) {
    return images.stream().anyMatch(image -> image.deleting() && isHeld(settings, image));
  }

  /** What lets all of them go that we hold up. */
  static List<Change> releases(QebbeqSettings settings, List<ImageObject> images) {
    return images.stream()
        .filter(image -> isHeld(settings, image) && image.finalized())
        .<Change>map(RemoveFinalizer::new)
        .toList();
  }

  /** Elsewhere nobody may be there any more to let go of what a namespace waits for. */
  private static boolean isHeld(QebbeqSettings settings, ImageObject image) {
    return image.key().namespace().equals(settings.namespace());
  }

  /**
   * What is to be written.
   *
   * @param named every image that a Pod names, as it is written, and by which Pods
   */
  List<Change> changes(List<ImageObject> images, Map<String, Set<ObjectReference>> named) {
    List<Change> changes = new ArrayList<>();
    Set<ObjectKey> known = images.stream().map(ImageObject::key).collect(Collectors.toSet());
    new TreeMap<>(named)
        .keySet().stream()
            .filter(image -> isTracked(image) && !closing)
            .map(image ->
                new Create(new ObjectKey(settings.namespace(), ImageName.of(image)), image))
            .filter(create -> !known.contains(create.key()))
            .forEach(changes::add);
    for (ImageObject image : images) {
      String text = image.spec().image();
      Set<ObjectReference> references =
          isTracked(text) ? named.getOrDefault(text, Set.of()) : Set.of();
      changes.addAll(changes(image, references));
    }
    return changes;
  }

  /**
   * Until when images stay although their lives may have other deadlines: what an object says that
   * no Pod names is a promise, whoever wrote it. Only what is not known yet is told.
   */
  Map<String, Instant> promises(List<ImageObject> images, Map<String, Set<ObjectReference>> named) {
    Map<String, Instant> promises = new TreeMap<>();
    for (ImageObject image : images) {
      String text = image.spec().image();
      Instant until = Outlook.bounded(image.status().retainUntil(), now);
      KnownLife life = lives.apply(text);
      boolean news = until != null && until.isAfter(now) && isNews(until, life);
      if (news && life.objection() == null && !named.containsKey(text)) {
        promises.merge(text, until, (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    return promises;
  }

  private boolean isNews(Instant until, KnownLife life) {
    Instant known = Outlook.later(life.promised(), life.deadline());
    // The ledger has microseconds.
    return known == null || known.isBefore(heard(until).truncatedTo(ChronoUnit.MICROS));
  }

  /** Where it is cut it is later in each round, as long as somebody else writes the object. */
  private Instant heard(Instant until) {
    return until.equals(now.plus(Outlook.LONGEST)) ? until.minus(PATIENCE) : until;
  }

  private boolean isTracked(String image) {
    return RegistryHost.of(image).filter(settings.host()::equals).isPresent();
  }

  private List<Change> changes(ImageObject image, Set<ObjectReference> references) {
    boolean held = isHeld(settings, image);
    if (image.deleting() && (references.isEmpty() || !held || closing)) {
      return image.finalized() ? List.of(new RemoveFinalizer(image)) : List.of();
    }
    KnownLife life = lives.apply(image.spec().image());
    if (references.isEmpty() && life.over() && !life.named() && isOurs(image)) {
      return List.of(new Delete(image));
    }
    ImageStatus status = status(image, references, life);
    if (references.isEmpty() && isForgotten(life, status) && isOurs(image)) {
      return List.of(new Delete(image));
    }
    List<Change> changes = new ArrayList<>();
    if (held && !closing && !image.finalized() && !image.deleting()) {
      changes.add(new AddFinalizer(image));
    }
    if (!held && image.finalized()) {
      changes.add(new RemoveFinalizer(image));
    }
    if (!status.equals(image.status())) {
      changes.add(new WriteStatus(image.key(), status));
    }
    return changes;
  }

  /** Nobody knows of the image any more, and nothing is promised. */
  private static boolean isForgotten(KnownLife life, ImageStatus status) {
    return life.state().isEmpty() && status.retainUntil() == null;
  }

  /** One that a person made under another name is for that person to take away. */
  private boolean isOurs(ImageObject image) {
    return image
        .key()
        .equals(new ObjectKey(settings.namespace(), ImageName.of(image.spec().image())));
  }

  private ImageStatus status(ImageObject image, Set<ObjectReference> references, KnownLife life) {
    ImageStatus before = image.status();
    Outlook outlook =
        Outlook.of(image.spec().image(), !references.isEmpty(), life, before.retainUntil(), now);
    return new ImageStatus(
        List.copyOf(references),
        outlook.retainUntil(),
        life.copiedAt() == null ? before.lastPulledAt() : life.copiedAt(),
        outlook.conditions().stream()
            .map(condition -> condition.after(before.conditions(), now))
            .toList(),
        image.deleting() ? "Deleting" : outlook.phase());
  }
}
