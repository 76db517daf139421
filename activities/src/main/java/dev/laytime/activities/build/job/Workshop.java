package dev.laytime.activities.build.job;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Jobs that build need of registries: the worker's own logins do it, and none is given. */
public interface Workshop {

  /** What an image is called by digest now. */
  Digest resolve(Reference image) throws IOException;

  /** Whether a repository has what somebody says that it pushed there. */
  boolean has(Repository repository, Digest digest) throws IOException;

  /**
   * Takes a file to a repository as an artifact of one layer, under its digest alone.
   *
   * @return the artifact's digest
   */
  Digest put(Path file, Repository to) throws IOException;

  /**
   * Joins images that a repository has to an index there.
   *
   * @return the index's digest
   */
  Digest join(List<Part> parts, Repository in) throws IOException;

  /**
   * How our own image reaches a repository, in files by name: {@code laytime.yaml} and what that
   * names. No login.
   *
   * @param directory where it finds them
   */
  Map<String, String> way(Repository to, String directory) throws IOException;

  /** Who vouches for registries besides those whom everybody trusts, as PEM by host. */
  Map<String, String> authorities() throws IOException;

  /** An image for one platform. */
  record Part(Platform platform, Digest digest) {}
}
