package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies one image with all that belongs to it.
 *
 * <p>It looks before it writes, so it can be run again at any time and moves only what is missing.
 * Blobs go first, then manifests that others name, then referrers, and last the image itself under
 * the target's tag: whoever sees the tag has everything.
 *
 * <p>Before that the target is asked once more for every manifest that it was given: it may have
 * taken one and lost it. So it has told of each manifest that it has it, by its digest. And no tag
 * is written by an attempt that may be over, not even one that lists referrers.
 */
public final class ClosureCopy {

  private static final int BLOBS_AT_A_TIME = 4;
  private static final int LOOKS_AT_A_TIME = 8;

  /** As long as blobs that were seen are taken for there. */
  private static final Duration A_LOOK_HOLDS = Duration.ofMinutes(5);

  private final ImageStore source;
  private final ImageStore target;
  private final Turns turns;
  private final CopyTracker tracker;
  private final Attempt attempt;
  private final EarlierFetches earlier;

  /**
   * @param turns of all copies to the same targets
   * @param earlier what other attempts had from the source
   */
  public ClosureCopy(
      ImageStore source,
      ImageStore target,
      Turns turns,
      CopyTracker tracker,
      Attempt attempt,
      EarlierFetches earlier) {
    this.source = source;
    this.target = target;
    this.turns = turns;
    this.tracker = tracker;
    this.attempt = attempt;
    this.earlier = earlier;
  }

  /** The same, that fetches all. */
  public ClosureCopy(
      ImageStore source, ImageStore target, Turns turns, CopyTracker tracker, Attempt attempt) {
    this(source, target, turns, tracker, attempt, EarlierFetches.NONE);
  }

  /** In the only attempt that there is. */
  public ClosureCopy(ImageStore source, ImageStore target, Turns turns, CopyTracker tracker) {
    this(source, target, turns, tracker, Attempt.ONLY);
  }

  /**
   * What to copy, and under which name.
   *
   * @param digest of the manifest or index
   * @param platforms the only ones to copy; empty for all
   * @param referrers whether referrers come along
   * @param tag what shall name it at the target; null for only its digest
   * @param onlyAs the digest that it must have at the target; null for any
   * @param foreignLayers whether layers that their vendor keeps elsewhere come along, from there
   * @param trusting whether what the tag named a while ago may count, where the target allows that
   * @param expected what the tag may name instead right before it is written; null for whatever
   */
  public record Selection(
      Digest digest,
      List<Platform> platforms,
      boolean referrers,
      @Nullable Tag tag,
      @Nullable Digest onlyAs,
      boolean foreignLayers,
      boolean trusting,
      @Nullable ExpectedTag expected) {

    /** Whatever the tag names. */
    public Selection(
        Digest digest,
        List<Platform> platforms,
        boolean referrers,
        @Nullable Tag tag,
        @Nullable Digest onlyAs,
        boolean foreignLayers,
        boolean trusting) {
      this(digest, platforms, referrers, tag, onlyAs, foreignLayers, trusting, null);
    }

    /** Without foreign layers and without trust. */
    public Selection(
        Digest digest,
        List<Platform> platforms,
        boolean referrers,
        @Nullable Tag tag,
        @Nullable Digest onlyAs) {
      this(digest, platforms, referrers, tag, onlyAs, false, false);
    }
  }

  /**
   * Copies, in this thread and some virtual ones.
   *
   * @throws RegistryException what failed; the tag is then as it was
   * @throws InterruptedException if this thread was interrupted; the tag is then as it was
   */
  public CopyResult run(Selection selection) throws IOException, InterruptedException {
    Fetching fetching = new Fetching(source, earlier, selection.digest());
    try {
      Digest digest = copy(selection, fetching);
      failIfInterrupted();
      target.complete(new Ending());
      fetching.ended();
      return tracker.result(digest, requests());
    } catch (RegistryException e) {
      fetching.failed(e);
      throw e;
    }
  }

  /** What a target that shows nothing before its end needs for that. */
  private final class Ending implements ImageStore.Completion {
    @Override
    public void step() {
      tracker.step();
    }

    @Override
    public void check() throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("The copy was cancelled");
      }
      attempt.failIfOver();
    }
  }

  private Digest copy(Selection selection, Fetching fetching)
      throws IOException, InterruptedException {
    attempt.failIfForbidden(selection.digest());
    if (selection.platforms().isEmpty()) {
      checkDigest(selection.digest(), selection.onlyAs());
    }
    long lookedAt = tracker.now();
    Lack lack = tracker.time(CopyTracker.Phase.LOOK, () -> look(selection, fetching));
    List<Descriptor> blobs = lack.closure().blobs();
    tracker.expect(blobs.size(), lack.closure().bytes());
    tracker.timed(
        CopyTracker.Phase.BLOBS,
        () ->
            Parallel.forEach(
                blobs, BLOBS_AT_A_TIME, blob -> copyBlob(blob, lack.closure().places(blob))));
    tracker.timed(CopyTracker.Phase.MANIFESTS, () -> writeAll(lack, selection, lookedAt));
    if (selection.tag() != null && !lack.trusted()) {
      target.remember(selection.tag(), lack.named());
    }
    return lack.named().digest();
  }

  /**
   * What the target lacks.
   *
   * @param named the image
   * @param trusted whether nobody was asked about it
   * @param closure without it
   * @param image to be written last; null where the target names it as it should
   */
  private record Lack(
      Descriptor named, boolean trusted, Closure closure, @Nullable Manifest image) {}

  private Lack look(Selection selection, Fetching fetching) throws IOException {
    Tag tag = selection.tag();
    boolean referrers = selection.referrers() && target.keepsReferrers();
    ClosureWalk walk =
        new ClosureWalk(source, fetching, target, referrers, selection.foreignLayers(), tracker);
    Optional<Descriptor> trusted = trusted(selection, referrers);
    if (trusted.isPresent()) {
      return new Lack(trusted.get(), true, walk.ofReferrers(selection.digest()), null);
    }
    boolean surelyNew = tag != null && target.lacks(tag);
    Optional<Descriptor> tagged = tag == null || surelyNew ? Optional.empty() : target.find(tag);
    if (isSettled(selection, tagged)) {
      return new Lack(tagged.orElseThrow(), false, walk.ofReferrers(selection.digest()), null);
    }
    Manifest image =
        new PlatformSelection(source, fetching, selection.platforms())
            .of(fetching.fetch(selection.digest()));
    if (!image.digest().equals(selection.digest())) {
      attempt.failIfForbidden(image.digest());
    }
    checkDigest(image.digest(), selection.onlyAs());
    target.checkFit(image);
    boolean named = names(tagged, image.digest());
    boolean present = isPresent(image, named, surelyNew);
    boolean done = present && (tag == null || named);
    return new Lack(image.descriptor(), false, walk.of(image, present), done ? null : image);
  }

  /** What may be taken for there as it was; the children of an index may have got referrers. */
  private Optional<Descriptor> trusted(Selection selection, boolean referrers) {
    Tag tag = selection.tag();
    if (tag == null || !selection.trusting() || !selection.platforms().isEmpty()) {
      return Optional.empty();
    }
    return target
        .remembered(tag)
        .filter(named -> named.digest().equals(selection.digest()))
        .filter(named -> !referrers || !MediaTypes.isIndex(named.mediaType()));
  }

  private void writeAll(Lack lack, Selection selection, long lookedAt)
      throws IOException, InterruptedException {
    for (Closure.Part part : lack.closure().missing()) {
      write(part);
    }
    confirm(lack.closure(), lookedAt);
    if (lack.image() != null) {
      Tag tag = selection.tag();
      attempt.failIfForbidden(lack.image().digest());
      if (tag != null) {
        attempt.naming(lack.image().digest());
        requireExpected(tag, selection.expected(), lack.image().digest());
      }
      write(new Closure.Part(lack.image(), false, false, tag));
    }
  }

  /** Registries write no tag on a condition: what it names is asked for right before. */
  private void requireExpected(Tag tag, @Nullable ExpectedTag expected, Digest wanted)
      throws IOException {
    if (expected == null) {
      return;
    }
    Digest found = target.find(tag).map(Descriptor::digest).orElse(null);
    if (!expected.permits(found, wanted)) {
      throw new RegistryException(
          FailureType.REFUSED,
          "name %s %s:%s".formatted(wanted, target, tag),
          "somebody else wrote it meanwhile: it is %s, and was to be %s".formatted(found, expected),
          "look at what is there; its tag was left alone");
    }
  }

  /** Asks for manifests that the target must have by now. */
  private void confirm(Closure closure, long lookedAt) throws IOException, InterruptedException {
    List<Digest> manifests = new ArrayList<>();
    closure.missing().forEach(part -> manifests.add(part.manifest().digest()));
    if (tracker.now() - lookedAt > A_LOOK_HOLDS.toNanos()) {
      manifests.addAll(closure.there());
    }
    Parallel.forEach(manifests, LOOKS_AT_A_TIME, this::confirm);
  }

  private void confirm(Digest manifest) throws IOException {
    try {
      target.confirm(manifest);
      tracker.step();
    } catch (RegistryException e) {
      target.doubt();
      throw e;
    }
  }

  private Map<String, Integer> requests() {
    Map<String, Integer> sum = new TreeMap<>(source.requests());
    target.requests().forEach((method, count) -> sum.merge(method, count, Integer::sum));
    return sum;
  }

  private static boolean names(Optional<Descriptor> tagged, Digest digest) {
    return tagged.isPresent() && tagged.get().digest().equals(digest);
  }

  /** Whether all but referrers is there: an image of one platform, by its tag's own word. */
  private boolean isSettled(Selection selection, Optional<Descriptor> tagged) {
    return names(tagged, selection.digest())
        && selection.platforms().isEmpty()
        && !selection.foreignLayers()
        && target.vouchesForContent()
        && !MediaTypes.isIndex(tagged.orElseThrow().mediaType());
  }

  /** A new image of one platform is not looked up: its few blobs tell as much. */
  private boolean isPresent(Manifest image, boolean named, boolean surelyNew) throws IOException {
    boolean single = !MediaTypes.isIndex(image.mediaType());
    return (named && target.vouchesForContent())
        || (!(surelyNew && single) && target.hasManifest(image.descriptor()));
  }

  private void copyBlob(Descriptor blob, List<String> places)
      throws IOException, InterruptedException {
    turns.take(
        target.shelf() + " " + blob.digest(), tracker::step, () -> copyBlobInTurn(blob, places));
  }

  private void copyBlobInTurn(Descriptor blob, List<String> places) throws IOException {
    switch (target.have(blob, source)) {
      case PRESENT -> tracker.blobPresent(blob.size());
      case MOUNTED -> tracker.blobMounted(blob.size());
      case MISSING -> {
        SourceContent content = new SourceContent(source, blob, places, tracker);
        target.write(blob, content);
        tracker.blobCopied(content.leftOut());
      }
    }
  }

  private void write(Closure.Part part) throws IOException, InterruptedException {
    failIfInterrupted();
    if (part.tag() != null) {
      attempt.failIfOver();
    }
    try {
      if (part.child()) {
        target.writeChild(part.manifest(), attempt::failIfOver);
      } else {
        target.write(part.manifest(), part.tag(), attempt::failIfOver);
      }
    } catch (RegistryException e) {
      if (!e.isAboutMissingContent()) {
        throw e;
      }
      target.doubt();
      throw collected(e);
    }
    tracker.manifestWritten(part.referrer());
  }

  /** What was looked up or sent a moment ago can be gone again: the next attempt looks anew. */
  private static RegistryException collected(RegistryException e) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        e.what(),
        e.said(),
        "the registry lost a part while the rest was copied; the next attempt sends it again");
  }

  private static void failIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The copy was cancelled");
    }
  }

  private void checkDigest(Digest digest, @Nullable Digest onlyAs) throws RegistryException {
    if (onlyAs != null && !onlyAs.equals(digest)) {
      throw new RegistryException(
          FailureType.REFUSED,
          "copy %s to %s@%s".formatted(digest, target, onlyAs),
          "the target names another digest",
          "leave the digest out of the target, or ask for that digest");
    }
  }
}
