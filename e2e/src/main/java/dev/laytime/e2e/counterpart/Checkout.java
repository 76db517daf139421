package dev.laytime.e2e.counterpart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The clone of the project that is under proof. */
public final class Checkout {

  private Checkout() {}

  /** The root of the clone. */
  public static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("e2e/counterparts/build"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("Run this within a clone of the project");
    }
    return directory;
  }

  /**
   * A counterpart's program.
   *
   * @throws IllegalStateException if it is not there: a proof fails then, and is not skipped
   */
  public static String binary(String name) {
    Path binary = binaries().resolve(name);
    if (!Files.isExecutable(binary)) {
      throw missing(name);
    }
    return binary.toString();
  }

  /** Where all of them are. */
  public static Path binaries() {
    return root().resolve("e2e/counterparts/bin");
  }

  /** Where the build keeps for every clone what it has built. */
  public static Path kept() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("laytime/counterparts");
  }

  /** What fails a proof whose counterpart is not there. */
  static IllegalStateException missing(String name) {
    return new IllegalStateException(
        "No counterpart '%s'; run: e2e/counterparts/build %s".formatted(name, name));
  }

  /** The worker's jar. */
  static String workerJar() {
    return root().resolve("worker/target/laytime-worker.jar").toString();
  }

  /** How the launcher starts its own workers, which takes half the time. */
  static List<String> warmWorker() {
    Path warm = root().resolve("target/launcher/warm");
    return isNewerThanItsJars(warm.resolve("ready"))
        ? List.of(
            "-XX:AOTCache=" + warm.resolve("cache"),
            "-jar",
            warm.resolve("worker/laytime-worker.jar").toString())
        : List.of("-jar", workerJar());
  }

  /** As the launcher has it: what it laid out is of the jars as they are. */
  private static boolean isNewerThanItsJars(Path ready) {
    long laidOut = ready.toFile().lastModified();
    return Stream.of("workflows", "activities", "worker")
        .map(module -> root().resolve(module).resolve("target").toFile())
        .flatMap(target -> Stream.ofNullable(target.listFiles()))
        .flatMap(Stream::of)
        .filter(file -> file.getName().endsWith(".jar"))
        .allMatch(jar -> jar.lastModified() <= laidOut);
  }

  /** The JDK's {@code java} that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
