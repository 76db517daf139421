package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollRequest;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.Landing;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.MirrorTarget.Brought;
import dev.laytime.mirror.MirrorTarget.Owed;
import dev.laytime.mirror.MirrorTarget.Reason;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one image after the other to where a mirror keeps its copy. */
final class Bringing {

  private static final Logger log = LoggerFactory.getLogger(Bringing.class);

  private final ImageStores stores;
  private final TagPolls polls;
  private final Permission permission;
  private final Courier courier;
  private final CopyMeter meter;
  private final InstantSource clock;
  private final int atATime;
  private final Turns turns = new Turns();

  Bringing(
      ImageStores stores,
      TagPolls polls,
      Permission permission,
      Courier courier,
      CopyMeter meter,
      InstantSource clock,
      int atATime) {
    this.stores = stores;
    this.polls = polls;
    this.permission = permission;
    this.courier = courier;
    this.meter = meter;
    this.clock = clock;
    this.atATime = atATime;
  }

  /** What is written down before a tag is. */
  interface Before {

    /**
     * Writes that.
     *
     * @throws RegistryException if it could not be: then the tag must not be written either
     */
    void write(MirrorTarget writing) throws RegistryException;
  }

  /** How many images: where its source is short of what it grants, one gets whole before others. */
  int atATime(TagMirror mirror) {
    return stores.registries().isScarce(mirror.source().registry()) ? 1 : atATime;
  }

  BringRound round(PollRequest request, Tally tally, Attempt attempt) {
    return round(request, tally, attempt, System::nanoTime);
  }

  /** With a clock of one's own. */
  BringRound round(PollRequest request, Tally tally, Attempt attempt, LongSupplier nanoTime) {
    return new BringRound(this, polls, request, tally, attempt, nanoTime);
  }

  /** Of one page. */
  Carrying carrying() {
    return new Carrying(courier);
  }

  boolean isDryRun() {
    return stores.registries().isDryRun();
  }

  CopyMeter meter() {
    return meter;
  }

  /**
   * What a destination's tag names decides what is done; it is asked for right before.
   *
   * @param before told of what its tag is about to name, before it does
   */
  MirrorTarget bring(
      TagMirror mirror,
      MirrorTarget target,
      Carrying carrying,
      CopyTracker tracker,
      Attempt attempt,
      Before before)
      throws IOException, InterruptedException {
    ImageLocation place = new ImageLocation.InRegistry(target.image());
    try (ImageStore destination = stores.target(place)) {
      try {
        return bring(mirror, target, destination, carrying, tracker, attempt, before);
      } catch (IOException | InterruptedException e) {
        // What was on its way may have come there all the same.
        if (!(e instanceof RegistryException known) || known.type().retryable()) {
          destination.doubt();
        }
        throw e;
      }
    }
  }

  private MirrorTarget bring(
      TagMirror mirror,
      MirrorTarget target,
      ImageStore destination,
      Carrying carrying,
      CopyTracker tracker,
      Attempt attempt,
      Before before)
      throws IOException, InterruptedException {
    Owed owed = Objects.requireNonNull(target.owed());
    Digest there = there(mirror, target, destination);
    return switch (Landing.of(mirror, target, owed.digest(), there)) {
      case Landing.Leave(String why) -> target.believed(there, clock.instant()).due(null, why);
      case Landing.Same _ when owed.why() == Reason.AUDIT ->
          target.believed(there, clock.instant()).due(null, target.kept());
      case Landing.Same _ -> {
        MirrorTarget now =
            copy(mirror, target, there, destination, carrying, tracker, attempt, before);
        yield owed.why() == Reason.REFERRERS ? since(now, target) : now;
      }
      // In a stage a tag is moved by its life alone.
      case Landing.Bring _ when owed.why() == Reason.REFERRERS && isInStage(target) ->
          target.due(null, "");
      case Landing.Bring(@Nullable Digest overwritten) -> {
        if (overwritten != null) {
          keep(mirror.copying(), target, overwritten, destination, attempt);
        }
        yield copy(mirror, target, there, destination, carrying, tracker, attempt, before);
      }
    };
  }

  private boolean isInStage(MirrorTarget target) {
    return !polls.inStages(List.of(target.image())).isEmpty();
  }

  /** Where everything may be overwritten, it may be known that there is nothing. */
  private static @Nullable Digest there(
      TagMirror mirror, MirrorTarget target, ImageStore destination) throws IOException {
    Copying copying = mirror.copying();
    if (copying.overwrite() == Overwrite.ALWAYS
        && copying.backup() == null
        && destination.lacks(target.tag())) {
      return null;
    }
    return destination.find(target.tag()).map(Descriptor::digest).orElse(null);
  }

  /** What is overwritten stays under another tag. */
  private void keep(
      Copying copying, MirrorTarget target, Digest lost, ImageStore destination, Attempt attempt)
      throws IOException {
    String what = "keep what %s names, %s".formatted(target.image(), lost);
    Optional<Tag> name = backup(copying, target, lost, what);
    if (name.isEmpty()) {
      return;
    }
    Digest named = destination.find(name.get()).map(Descriptor::digest).orElse(null);
    if (named == null) {
      Manifest manifest = destination.fetch(lost);
      attempt.failIfOver();
      destination.write(manifest, name.get());
    } else if (!named.equals(lost)) {
      throw new RegistryException(
          FailureType.REFUSED,
          what,
          "%s names another image already".formatted(name.get()),
          "have the backup tag name {digest}, or a {date} of its own");
    }
  }

  /** By when what overwrites it was seen: another attempt keeps it under the same tag. */
  private Optional<Tag> backup(Copying copying, MirrorTarget target, Digest lost, String what)
      throws RegistryException {
    MirrorTarget.Belief belief = target.destination();
    boolean news = Objects.requireNonNull(target.owed()).why() == Reason.MOVED;
    Instant at =
        !news && belief != null ? belief.at() : Objects.requireNonNull(target.seen()).since();
    try {
      return copying.backupOf(target.tag(), lost, at);
    } catch (InvalidReferenceException e) {
      throw new RegistryException(
          FailureType.REFUSED, what, String.valueOf(e.getMessage()), "choose a shorter template");
    }
  }

  private MirrorTarget copy(
      TagMirror mirror,
      MirrorTarget target,
      @Nullable Digest there,
      ImageStore destination,
      Carrying carrying,
      CopyTracker tracker,
      Attempt attempt,
      Before before)
      throws IOException, InterruptedException {
    Copying copying = mirror.copying();
    Reference from = target.owedFrom();
    Digest digest = Objects.requireNonNull(target.owed()).digest();
    Attempt last =
        new Attempt() {
          @Override
          public void failIfOver() throws RegistryException {
            attempt.failIfOver();
            if (copying.overwrite() != Overwrite.ALWAYS) {
              requireUnmoved(target, there, destination);
            }
          }

          @Override
          public void naming(Digest written) throws RegistryException {
            if (copying.overwrite() != Overwrite.ALWAYS || !copying.platforms().isEmpty()) {
              before.write(target.writing(brought(copying, from, digest, written)));
            }
          }
        };
    ImageLocation place = new ImageLocation.InRegistry(target.image());
    String what = "copy %s to %s".formatted(from, target.image());
    Attempt allowed = permission.at(what, place, last);
    CopyResult result =
        carrying.carries(mirror.name())
            ? carried(mirror, target, there, destination, carrying, tracker, allowed)
            : new ClosureCopy(
                    stores.registries().sourceOf(mirror.name(), from.repository()),
                    destination,
                    turns,
                    tracker,
                    allowed,
                    stores.earlier(mirror.name(), from.repository()))
                .run(
                    new ClosureCopy.Selection(
                        digest, copying.platforms(), copying.referrers(), target.tag(), null));
    meter.copied(result);
    log.info(
        "copied mirror={} source={} target={} digest={} blobs={} bytes={}",
        mirror.name(),
        from,
        target.image(),
        result.digest(),
        result.blobsCopied(),
        result.bytesCopied());
    Brought brought = brought(copying, from, digest, result.digest());
    return target.believed(brought.written(), brought.at()).brought(brought);
  }

  /** Somebody else brings the content; that it came is seen here, and the tag is written here. */
  private CopyResult carried(
      TagMirror mirror,
      MirrorTarget target,
      @Nullable Digest there,
      ImageStore destination,
      Carrying carrying,
      CopyTracker tracker,
      Attempt attempt)
      throws IOException, InterruptedException {
    Digest digest = Objects.requireNonNull(target.owed()).digest();
    Repository from = target.owedFrom().repository();
    Repository to = target.image().repository();
    attempt.failIfForbidden(digest);
    Courier.Errand errand =
        new Courier.Errand(
            mirror.name(),
            from,
            digest,
            to,
            mirror.copying().referrers(),
            occasion(target),
            stores.registries().passageToRead(from),
            stores.registries().passageToWrite(to));
    Fare fare = new Fare(stores.registries(), errand, System::nanoTime);
    fare.leave();
    CopyResult result =
        carrying.carry(
            errand,
            () -> {
              tracker.step();
              fare.goOn();
            });
    if (destination.find(digest).isEmpty()) {
      carrying.doubt(errand);
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          "copy " + errand,
          "it was said to be done, and the destination does not have it",
          "it is tried again by itself");
    }
    if (!digest.equals(there)) {
      Manifest image = destination.fetch(digest);
      attempt.failIfForbidden(digest);
      attempt.failIfOver();
      attempt.naming(digest);
      destination.write(image, target.tag());
    }
    return result;
  }

  /** Referrers may have come since it was brought: that copy is not this one. */
  private static String occasion(MirrorTarget target) {
    Brought before = target.brought();
    return before == null ? "first" : before.referrersAt().toString();
  }

  /** A large image takes its time, and somebody may push the same tag meanwhile. */
  private static void requireUnmoved(
      MirrorTarget target, @Nullable Digest there, ImageStore destination)
      throws RegistryException {
    String what = "write " + target.image();
    Digest now;
    try {
      now = destination.find(target.tag()).map(Descriptor::digest).orElse(null);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistryException(
          FailureType.UNAVAILABLE, what, String.valueOf(e.getMessage()), "it is tried again");
    }
    if (!Objects.equals(now, there)) {
      throw new RegistryException(
          FailureType.REFUSED,
          what,
          "somebody else wrote that tag while it was copied: " + now,
          "the next poll decides anew");
    }
  }

  private Brought brought(Copying copying, Reference from, Digest digest, Digest written) {
    Instant now = clock.instant();
    return new Brought(from, digest, written, copying.filters(), now, now);
  }

  /** Only its referrers were listed: it was brought when it was. */
  private static MirrorTarget since(MirrorTarget now, MirrorTarget before) {
    Brought one = Objects.requireNonNull(now.brought());
    Brought other = before.brought();
    return other == null
        ? now
        : now.brought(
            new Brought(
                one.source(),
                one.digest(),
                one.written(),
                one.filters(),
                other.at(),
                one.referrersAt()));
  }
}
