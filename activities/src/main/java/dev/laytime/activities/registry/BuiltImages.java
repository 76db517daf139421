package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.ArchiveTarget;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.LayoutStore;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activities.registry.layout.IndexArchive;
import dev.laytime.activity.FailureType;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images in the making: what they are made on comes from registries to archives, and what was made
 * goes from archives to one. Who makes them gets no login.
 */
public final class BuiltImages {

  private static final Tag ONLY = new Tag("build");

  /** How large a base may be unless somebody says otherwise: 2 GiB. */
  public static final long USUAL = 2L << 30;

  private final ImageStores stores;
  private final long largestBase;
  private final Turns turns = new Turns();

  /**
   * Images that registries of these stores have, or get.
   *
   * @param largestBase in bytes of its layers, for one platform
   */
  public BuiltImages(ImageStores stores, long largestBase) {
    this.stores = stores;
    this.largestBase = largestBase;
  }

  /**
   * What a base image is now.
   *
   * @throws BuildException if there is none
   */
  public Digest resolve(Reference base) throws IOException {
    ImageStore store = stores.source(new ImageLocation.InRegistry(base));
    Digest digest = base.digest();
    Tag tag = base.tag();
    Optional<Descriptor> found = Optional.empty();
    if (digest != null) {
      found = store.find(digest);
    } else if (tag != null) {
      found = store.find(tag);
    }
    return found
        .orElseThrow(() ->
            new BuildException(
                BuildFailureKind.USER_ERROR, "there is no base image %s".formatted(base)))
        .digest();
  }

  /**
   * Writes a base image for one platform to an archive for Docker, its layers as they are.
   *
   * @throws BuildException if it has no such platform, is too large, or is nothing that an image is
   *     made on
   */
  public void bring(Repository base, Digest digest, Platform platform, Path archive)
      throws IOException, InterruptedException {
    ImageStore source = stores.source(new ImageLocation.InRegistry(base.pinned(digest)));
    requireFit(source, base, digest, platform);
    try (ImageStore target = ArchiveTarget.ofDocker(archive, archive.toString(), null)) {
      copy(source, target, digest, List.of(platform), null);
    } catch (RegistryException e) {
      if (e.type() == FailureType.NOT_FOUND || e.type() == FailureType.UNSUPPORTED) {
        throw new BuildException(
            BuildFailureKind.USER_ERROR,
            "base image %s@%s for %s: %s".formatted(base, digest, platform, e.said()));
      }
      throw e;
    }
  }

  /**
   * Takes an image to a repository, under its digest alone.
   *
   * @param images one for each platform; more than one become an index
   * @param work a directory for what is made on the way
   * @return the digest of what the repository then has
   */
  public Digest push(List<IndexArchive.Part> images, Repository to, Path work)
      throws IOException, InterruptedException {
    Path archive = images.getFirst().archive();
    if (images.size() > 1) {
      archive = work.resolve("index.tar");
      var _ = new IndexArchive(ONLY).write(images, archive);
    }
    LayoutStore made = LayoutStore.archived(archive);
    Digest digest =
        made.find(Tag.LATEST)
            .orElseThrow(() -> new IOException("there is no image in what was made"))
            .digest();
    var target = new ImageLocation.InRegistry(to.pinned(digest));
    try (ImageStore store = stores.target(target)) {
      copy(made, store, digest, List.of(), digest);
    }
    return digest;
  }

  /**
   * Of an index the platform's own manifest counts; that there is one is seen when it is copied.
   */
  private void requireFit(ImageStore source, Repository base, Digest digest, Platform platform)
      throws IOException {
    ManifestContent content = ManifestContent.of(source.fetch(digest));
    for (Descriptor child : content.children()) {
      Platform of = child.platform();
      if (of != null && of.satisfies(platform)) {
        content = ManifestContent.of(source.fetch(child.digest()));
        break;
      }
    }
    if (content.layers().stream().map(BuiltImages::isGzip).distinct().count() > 1) {
      throw new BuildException(
          BuildFailureKind.USER_ERROR,
          "base image %s@%s has layers of which only some are gzipped, which jib takes for all"
              .formatted(base, digest));
    }
    long bytes = content.layers().stream().mapToLong(Descriptor::size).sum();
    if (bytes > largestBase) {
      throw new BuildException(
          BuildFailureKind.USER_ERROR,
          "base image %s@%s has %d bytes for %s; expected %d at most"
              .formatted(base, digest, bytes, platform, largestBase));
    }
  }

  private static boolean isGzip(Descriptor layer) {
    return layer.mediaType().endsWith("gzip");
  }

  private void copy(
      ImageStore source,
      ImageStore target,
      Digest digest,
      List<Platform> platforms,
      @Nullable Digest onlyAs)
      throws IOException, InterruptedException {
    var _ =
        new ClosureCopy(source, target, turns, new CopyTracker())
            .run(new ClosureCopy.Selection(digest, platforms, false, null, onlyAs));
  }
}
