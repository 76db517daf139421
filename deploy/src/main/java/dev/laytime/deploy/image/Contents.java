package dev.laytime.deploy.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The files of our image, by layer; what changes least comes first. Jars of the worker and of the
 * command line lie in one directory, because each manifest's class path names its own alone.
 *
 * @param worker a directory of the worker's jar and its {@code lib/}
 * @param starter the same of the command line
 */
record Contents(Path worker, Path starter) {

  /** Who the process is; nobody's number anywhere else. */
  static final String USER = "10001";

  static final String ENTRY = "/app/laytime";

  /** Where {@code laytime.yaml} is looked for. */
  static final String CONFIGURATION = "/etc/laytime";

  /** Nothing is there but what is mounted, as a {@code .docker/config.json}. */
  static final String HOME = "/home/laytime";

  /** For {@code laytime.state}. */
  static final String STATE = "/var/lib/laytime";

  private static final String OWNER = USER + ":" + USER;
  private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
  private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
  private static final FilePermissions PRIVATE = FilePermissions.fromOctalString("700");
  private static final String OURS = "laytime-";
  private static final String SCRIPT = "laytime";

  /**
   * The layers.
   *
   * @param scratch an empty directory for what is made on the way
   */
  List<FileEntriesLayer> layers(Path scratch) throws IOException {
    FileEntriesLayer.Builder dependencies = FileEntriesLayer.builder().setName("dependencies");
    FileEntriesLayer.Builder own = FileEntriesLayer.builder().setName("laytime");
    for (Map.Entry<String, Path> jar : libraries().entrySet()) {
      FileEntriesLayer.Builder layer = jar.getKey().startsWith(OURS) ? own : dependencies;
      add(layer, jar.getValue(), "/app/lib/" + jar.getKey(), FILE);
    }
    add(own, worker.resolve("laytime-worker.jar"), "/app/laytime-worker.jar", FILE);
    add(own, starter.resolve("laytime-starter.jar"), "/app/laytime-starter.jar", FILE);
    add(own, script(scratch), ENTRY, PROGRAM);
    return List.of(directories(scratch), dependencies.build(), own.build());
  }

  /** What a read-only file system must have from the start. */
  private static FileEntriesLayer directories(Path scratch) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("directories");
    add(layer, scratch, CONFIGURATION, PROGRAM);
    layer.addEntry(
        scratch,
        AbsoluteUnixPath.get(HOME),
        PRIVATE,
        FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
        OWNER);
    layer.addEntry(
        scratch,
        AbsoluteUnixPath.get(STATE),
        PRIVATE,
        FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
        OWNER);
    return layer.build();
  }

  private static void add(
      FileEntriesLayer.Builder layer, Path file, String place, FilePermissions permissions) {
    layer.addEntry(file, AbsoluteUnixPath.get(place), permissions);
  }

  /** By name, so that the order is not the file system's. */
  private Map<String, Path> libraries() throws IOException {
    Map<String, Path> jars = new TreeMap<>();
    for (Path jar : classPath(starter, "laytime-starter.jar")) {
      jars.put(jar.getFileName().toString(), jar);
    }
    for (Path jar : classPath(worker, "laytime-worker.jar")) {
      jars.put(jar.getFileName().toString(), jar);
    }
    return jars;
  }

  /** What the jar itself asks for: in a directory there may be more, as of an earlier build. */
  private static List<Path> classPath(Path directory, String jar) throws IOException {
    try (JarFile file = new JarFile(directory.resolve(jar).toFile())) {
      Manifest manifest = Objects.requireNonNull(file.getManifest(), jar);
      String path = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(path.split(" ")).map(directory::resolve).toList();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "read %s: there is no such file; run mvn package".formatted(e.getMessage()), e);
    }
  }

  private static Path script(Path scratch) throws IOException {
    Path script = scratch.resolve(SCRIPT);
    try (InputStream content =
        Objects.requireNonNull(Contents.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.write(script, content.readAllBytes());
    }
    return script;
  }
}
