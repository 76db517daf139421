package dev.laytime.starter.temporal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What this command was installed with.
 *
 * @param java the java command that it runs under itself
 * @param workerJar the worker, to be run by that
 * @param options a file of options for its Java (an argument file of the java command); null for
 *     none
 */
public record Installation(Path java, Path workerJar, @Nullable Path options) {

  /** With no further options. */
  public Installation(Path java, Path workerJar) {
    this(java, workerJar, null);
  }

  /** This process's own; the launcher says where it lies. */
  public static Installation ofProcess() {
    return new Installation(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        workerJar(System.getProperty("laytime.worker.jar"), System.getProperty("laytime.home")),
        options(System.getProperty("laytime.worker.options")));
  }

  private static Path workerJar(@Nullable String jar, @Nullable String home) {
    if (jar != null) {
      return Path.of(jar);
    }
    Path root = home == null ? ownJar().resolve("../../..").normalize() : Path.of(home);
    return root.resolve("worker/target/laytime-worker.jar");
  }

  private static @Nullable Path options(@Nullable String file) {
    return file == null ? null : Path.of(file);
  }

  private static Path ownJar() {
    try {
      URI location = Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class comes from somewhere", e);
    }
  }
}
