package dev.laytime.deploy.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.laytime.activities.registry.layout.IndexArchive;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Our image, on a base with a Java runtime: one for each platform, and an index of them. The same
 * base, files and arguments make the same bytes.
 *
 * @param base by tag or, so that it is the same tomorrow, by digest
 * @param version also the tag
 * @param created what the image says of when it was made
 */
record OwnImage(String base, String version, Instant created) {

  static final List<Platform> PLATFORMS =
      List.of(new Platform("amd64", "linux"), new Platform("arm64", "linux"));

  private static final int HTTP = 8480;

  /**
   * Writes it as an archive of an OCI image layout.
   *
   * @param work a directory for what is made on the way, and for the base's layers
   * @return the index's digest
   * @throws IOException if the base cannot be had, or a file cannot be read or written
   */
  String write(Contents contents, Path archive, Path work)
      throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(work.resolve("files"));
    List<FileEntriesLayer> layers = contents.layers(scratch);
    List<IndexArchive.Part> images = new ArrayList<>();
    for (Platform platform : PLATFORMS) {
      Path tar = work.resolve(platform.getArchitecture() + ".tar");
      build(platform, layers, tar, work);
      images.add(
          new IndexArchive.Part(
              new dev.laytime.image.Platform(platform.getOs(), platform.getArchitecture(), null),
              tar));
    }
    try {
      return new IndexArchive(new Tag(version)).write(images, archive).value();
    } catch (IOException e) {
      throw failed(e.getMessage(), e);
    }
  }

  private void build(Platform platform, List<FileEntriesLayer> layers, Path tar, Path work)
      throws IOException, InterruptedException {
    try {
      ImageReference from = ImageReference.parse(base);
      Containerizer to =
          Containerizer.to(TarImage.at(tar).named("laytime:" + version))
              .setBaseImageLayersCache(work.resolve("base"))
              .setApplicationLayersCache(work.resolve("layers"))
              .setAllowInsecureRegistries(isOnThisMachine(from.getRegistry()))
              .setToolName("laytime");
      configured(Jib.from(withLogin(from)), platform, layers).containerize(to);
    } catch (InvalidImageReferenceException
        | RegistryException
        | ExecutionException
        | CacheDirectoryCreationException e) {
      throw failed(
          "%s/%s: %s".formatted(platform.getOs(), platform.getArchitecture(), e.getMessage()), e);
    }
  }

  private IOException failed(@Nullable String said, Exception cause) {
    return new IOException(
        "build our image on %s, for %s; name another base with -Dimage.base=REFERENCE"
            .formatted(base, said),
        cause);
  }

  private JibContainerBuilder configured(
      JibContainerBuilder image, Platform platform, List<FileEntriesLayer> layers) {
    return image
        .setFormat(ImageFormat.OCI)
        .setPlatforms(Set.of(platform))
        .setFileEntriesLayers(layers)
        .setUser(Contents.USER + ":" + Contents.USER)
        .setWorkingDirectory(AbsoluteUnixPath.get(Contents.CONFIGURATION))
        .setEntrypoint(Contents.ENTRY)
        .setExposedPorts(Port.tcp(HTTP))
        .addEnvironmentVariable("HOME", Contents.HOME)
        .setCreationTime(created)
        .setLabels(
            Map.of(
                "org.opencontainers.image.title",
                "Laytime",
                "org.opencontainers.image.licenses",
                "Apache-2.0",
                "org.opencontainers.image.version",
                version,
                "org.opencontainers.image.base.name",
                base));
  }

  private static RegistryImage withLogin(ImageReference from) throws IOException {
    CredentialRetrieverFactory logins = CredentialRetrieverFactory.forImage(from, _ -> {});
    return RegistryImage.named(from).addCredentialRetriever(logins.dockerConfig());
  }

  /** Only there is TLS not asked for. */
  private static boolean isOnThisMachine(String registry) {
    return registry.startsWith("127.0.0.1:") || registry.startsWith("localhost:");
  }
}
