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
 */
public record Installation(Path java, Path workerJar) {

  /** This process's own; the launcher says where it lies. */
  public static Installation ofProcess() {
    return new Installation(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        workerJar(System.getProperty("laytime.worker.jar"), System.getProperty("laytime.home")));
  }

  private static Path workerJar(@Nullable String jar, @Nullable String home) {
    if (jar != null) {
      return Path.of(jar);
    }
    Path root = home == null ? ownJar().resolve("../../..").normalize() : Path.of(home);
    return root.resolve("worker/target/laytime-worker.jar");
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
