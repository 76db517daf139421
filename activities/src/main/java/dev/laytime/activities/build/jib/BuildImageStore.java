package dev.laytime.activities.build.jib;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a build takes from registries, and gives to one. A failure that is a {@link
 * dev.laytime.build.BuildException} is known; any other is trouble.
 */
public interface BuildImageStore {

  /** What a base image is now: asked once in a build, whatever its tag names afterwards. */
  Digest resolve(Reference base) throws IOException;

  /**
   * Brings a base image for one platform, as {@code docker save} would write it.
   *
   * @param archive a file that is not there yet
   */
  void bring(Repository base, Digest digest, Platform platform, Path archive)
      throws IOException, InterruptedException;

  /**
   * Takes an image to a repository, under its digest alone.
   *
   * @param images one for each platform; more than one become an index
   * @param work a directory that may be written to
   * @return the digest of what they became, which the repository now has
   */
  Digest push(List<PlatformImage> images, Repository to, Path work)
      throws IOException, InterruptedException;

  /**
   * An image for one platform.
   *
   * @param archive of an OCI image layout that lists it alone
   */
  record PlatformImage(Platform platform, Path archive) {}
}
