package dev.laytime.activities.build.jib;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One image as Jib makes it: of the same parts always the same to the byte.
 *
 * @param labels that nothing of the file's counts against
 * @param caches a directory for what is made on the way
 */
record JibImage(JibSource source, Map<String, String> labels, Path caches) {

  /** Provenance goes by these: no source says which base it is on. */
  private static final String BASE = "org.opencontainers.image.base.";

  /**
   * Makes it for a platform.
   *
   * @param base an archive of the base image, which is gone afterwards; null for none
   * @param archive of an OCI image layout that will be there
   * @throws BuildException if it cannot be made of these parts
   */
  void write(Platform platform, @Nullable Path base, Path archive)
      throws IOException, InterruptedException {
    BaseConfig config = base == null ? null : BaseConfig.read(base);
    if (config != null) {
      config.requireFit(platform);
    }
    Path layers = archive.resolveSibling("base");
    make(platform, base, archive, layers);
    if (base != null && config != null) {
      Files.delete(base);
      Directories.remove(layers);
      config.restore(archive);
    }
  }

  private void make(Platform platform, @Nullable Path base, Path archive, Path layers)
      throws IOException, InterruptedException {
    try {
      JibContainerBuilder image = base == null ? Jib.fromScratch() : Jib.from(TarImage.at(base));
      configured(image, platform)
          .containerize(
              Containerizer.to(TarImage.at(archive).named("laytime/build"))
                  .setBaseImageLayersCache(layers)
                  .setApplicationLayersCache(caches.resolve("layers"))
                  .setOfflineMode(true)
                  .setToolName("laytime"));
    } catch (InvalidImageReferenceException
        | RegistryException
        | ExecutionException
        | CacheDirectoryCreationException e) {
      throw ofTheParts(platform, e)
          .orElseThrow(() ->
              new IOException("make an image for %s: %s".formatted(platform, e.getMessage()), e));
    } catch (RuntimeException e) {
      throw ofTheParts(platform, e).orElseThrow(() -> e);
    }
  }

  /** What Jib stumbles over is the same the next time; what a disk says is not. */
  private static Optional<BuildException> ofTheParts(Platform platform, Exception failure) {
    Throwable cause = failure;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean known =
        (cause instanceof RuntimeException && !(cause instanceof UncheckedIOException))
            || cause instanceof StackOverflowError;
    return known
        ? Optional.of(
            new BuildException(
                BuildFailureKind.USER_ERROR,
                "no image for %s can be made of it: %s".formatted(platform, cause)))
        : Optional.empty();
  }

  private JibContainerBuilder configured(JibContainerBuilder image, Platform platform) {
    ImageFile file = source.file();
    Map<String, String> all = new TreeMap<>(file.labels());
    all.keySet().removeIf(name -> name.startsWith(BASE));
    all.putAll(labels);
    image
        .setFormat(ImageFormat.OCI)
        .setPlatforms(
            Set.of(
                new com.google.cloud.tools.jib.api.buildplan.Platform(
                    platform.architecture(), platform.os())))
        .setFileEntriesLayers(source.layers())
        .setEnvironment(new TreeMap<>(file.environment()))
        .setLabels(all)
        .setExposedPorts(Ports.parse(file.ports()))
        .setCreationTime(source.committed());
    if (file.entrypoint() != null) {
      image.setEntrypoint(file.entrypoint());
    }
    if (file.cmd() != null) {
      image.setProgramArguments(file.cmd());
    }
    if (file.user() != null) {
      image.setUser(file.user());
    }
    if (file.directory() != null) {
      image.setWorkingDirectory(AbsoluteUnixPath.get(file.directory()));
    }
    return image;
  }
}
