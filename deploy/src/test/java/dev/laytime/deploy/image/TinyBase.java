package dev.laytime.deploy.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A base of one small file. */
final class TinyBase {

  private TinyBase() {}

  /**
   * Pushes it.
   *
   * @param directory for what is made on the way
   * @return the reference
   */
  static String push(String reference, Set<Platform> platforms, Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("java"), "a Java runtime");
    Jib.fromScratch()
        .setPlatforms(platforms)
        .addLayer(List.of(file), AbsoluteUnixPath.get("/opt"))
        .containerize(
            Containerizer.to(RegistryImage.named(reference))
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(directory.resolve("base-cache"))
                .setApplicationLayersCache(directory.resolve("application-cache")));
    return reference;
  }
}
