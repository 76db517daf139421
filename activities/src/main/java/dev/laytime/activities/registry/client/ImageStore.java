package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One repository's content, in a registry or in an image layout: what a copy reads and writes.
 *
 * <p>Every method throws a {@link RegistryException} that says what failed; an error is never taken
 * for absence.
 */
public interface ImageStore extends AutoCloseable {

  /** How long a store may need to commit a blob when it has all of it. */
  Duration LONGEST_COMMIT = Duration.ofMinutes(10);

  /** What a tag names, or empty if the other side says that there is no such tag. */
  Optional<Descriptor> find(Tag tag) throws IOException;

  /** The manifest of a digest, or empty if the other side says that there is none. */
  Optional<Descriptor> find(Digest digest) throws IOException;

  /** All tags, sorted as the other side sorts them. */
  List<Tag> tags() throws IOException;

  /** The manifest of a digest, verified. */
  Manifest fetch(Digest digest) throws IOException;

  /** What a tag names now, verified; empty where the other side says that there is no such tag. */
  Optional<Manifest> get(Tag tag) throws IOException;

  /** Manifests whose subject is this one. */
  List<Descriptor> referrers(Digest subject) throws IOException;

  /**
   * Whether it is known without asking that nobody refers to a manifest. That may have been so a
   * moment ago.
   */
  default boolean lacksReferrers(Digest subject) {
    return false;
  }

  /** Whether the blob is here. */
  boolean has(Descriptor blob) throws IOException;

  /** A blob's content; the stream fails rather than end with anything else than the blob. */
  InputStream open(Descriptor blob) throws IOException;

  /**
   * The content of a layer that its vendor keeps elsewhere: from here if it is here, else from the
   * first of the places that has it, to whom nobody's credentials are shown. It is verified as any
   * other.
   *
   * @param places what the layer's manifest names, at least one
   */
  default InputStream openForeign(Descriptor layer, List<String> places) throws IOException {
    return open(layer);
  }

  /**
   * The rest of a blob, where it can be had alone. The stream fails rather than end early or late;
   * nothing proves that it is the blob's but that the whole has its digest in the end.
   *
   * @param from how many bytes are left out, from 1 to less than all
   */
  default Optional<InputStream> openFrom(Descriptor blob, long from) throws IOException {
    return Optional.empty();
  }

  /**
   * Stores a blob; without effect if the content breaks off. It reads the content to its end, and
   * may then take up to {@link #LONGEST_COMMIT}.
   */
  void write(Descriptor blob, InputStream content) throws IOException;

  /** A blob's content, which can be read from any place, and again. */
  interface Content {

    /**
     * The content from a place on, to be closed by the caller.
     *
     * @param from how many bytes are left out, from none to all
     */
    InputStream open(long from) throws IOException;
  }

  /** Stores a blob, and goes on where an earlier attempt ended if the store has kept that. */
  default void write(Descriptor blob, Content content) throws IOException {
    try (InputStream whole = content.open(0)) {
      write(blob, whole);
    }
  }

  /** What it costs to have a blob here. */
  enum Having {
    /** It was here. */
    PRESENT,
    /** It came from another repository of the same registry, and nothing was moved. */
    MOUNTED,
    /** Its content must be written. */
    MISSING
  }

  /**
   * Sees to it that a blob is here, where that can be had without moving it.
   *
   * @param from where it will be copied from otherwise
   */
  Having have(Descriptor blob, ImageStore from) throws IOException;

  /** What can share blobs: of two copies to the same, one may wait for what the other writes. */
  default String shelf() {
    return toString();
  }

  /**
   * Whether it is known without asking that there is no such tag. That may have been so a moment
   * ago.
   */
  default boolean lacks(Tag tag) {
    return false;
  }

  /**
   * Whether it is known that nothing has a tag here: then nothing else is expected here either.
   * That may have been so a moment ago.
   */
  default boolean isEmpty() {
    return false;
  }

  /** Requests that were sent for this store so far, by method. */
  default Map<String, Integer> requests() {
    return Map.of();
  }

  /** Lets nothing be taken for known that was not asked for just now. */
  default void doubt() {}

  /**
   * Stores a manifest whose content is here already, byte for byte.
   *
   * @param tag what shall name it from now on; null for only its digest
   */
  void write(Manifest manifest, @Nullable Tag tag) throws IOException;

  /** Fails where nothing may be written any longer. */
  interface Check {
    void run() throws RegistryException;
  }

  /**
   * As {@link #write(Manifest, Tag)}; where that means to change a list that others change, too,
   * asks between reading and writing it.
   */
  default void write(Manifest manifest, @Nullable Tag tag, Check beforeLists) throws IOException {
    write(manifest, tag);
  }

  /** Whether the manifest is here, whole. */
  default boolean hasManifest(Descriptor manifest) throws IOException {
    return find(manifest.digest())
            .filter(found -> found.digest().equals(manifest.digest()))
            .isPresent()
        && (vouchesForContent() || has(manifest));
  }

  /**
   * What a tag named when a copy wrote it or looked at it last, where that may be trusted and the
   * tag is still listed; empty where it has to be looked up.
   */
  default Optional<Descriptor> remembered(Tag tag) {
    return Optional.empty();
  }

  /** A tag names what it should: a copy wrote that, or has seen it. */
  default void remember(Tag tag, Descriptor named) {}

  /**
   * Asks anew for a manifest that was found or written here. Where that is on a disk of our own,
   * there is nobody to ask.
   *
   * @throws RegistryException of type {@code UNAVAILABLE} if it is not here
   */
  default void confirm(Digest manifest) throws IOException {}

  /** Whether a manifest that is here is whole, and proves that its blobs are here, too. */
  default boolean vouchesForContent() {
    return true;
  }

  /** Stores a manifest that an index will name: it needs no entry of its own anywhere. */
  default void writeChild(Manifest manifest, Check beforeLists) throws IOException {
    write(manifest, null, beforeLists);
  }

  /** Whether what refers to an image can be kept here, too. */
  default boolean keepsReferrers() {
    return true;
  }

  /**
   * Looks whether an image can be kept here, before anything of it is copied.
   *
   * @throws RegistryException of type {@code UNSUPPORTED} if it cannot
   */
  default void checkFit(Manifest image) throws RegistryException {}

  /** What a store needs of a copy to end it. */
  interface Completion {

    /** Something got done. */
    void step();

    /** To be called right before what was copied shows; fails where it must not. */
    void check() throws IOException;
  }

  /**
   * Ends a copy to here that is whole. Until then a store that shows nothing piece by piece shows
   * nothing at all.
   */
  default void complete(Completion completion) throws IOException {}

  /** Ends what was opened for one copy alone; others stay as they are. */
  @Override
  default void close() {}

  /**
   * Content on its way, checked against its descriptor: it fails rather than end with anything
   * else.
   *
   * @param what is being done, for errors
   */
  static InputStream verifying(InputStream content, Descriptor expected, String what) {
    return new VerifyingInputStream(content, expected, what);
  }
}
