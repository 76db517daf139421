package dev.laytime.e2e.image;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java runtime and a shell, made of those of this machine with the libraries that they need: what
 * an image of a Java program can be built on where no registry has a base.
 */
final class JavaRuntime {

  /** What such an image finds its programs by. */
  static final String PATH = "/opt/java/bin:/bin";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String MODULES =
      "--add-modules=java.se,jdk.crypto.cryptoki,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,"
          + "jdk.unsupported,jdk.zipfs";

  private static final List<String> OPTIONS =
      List.of(
          MODULES,
          "--strip-java-debug-attributes",
          "--no-header-files",
          "--no-man-pages",
          "--generate-cds-archive");

  /** As in {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x7f…)}. */
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

  private JavaRuntime() {}

  /**
   * Makes it, unless one of the same JDK and libraries is kept.
   *
   * @param kept a directory for what is made once
   */
  static Layer layer(Workspace workspace, Path kept) {
    Map<String, Path> files = new TreeMap<>();
    files.put("bin/sh", SHELL);
    for (Path program :
        Stream.of("bin/java", "lib/server/libjvm.so", "lib/libjava.so", "lib/libnet.so")
            .map(JDK::resolve)
            .toList()) {
      libraries(workspace, program)
          .filter(library -> !library.startsWith(JDK.toString()))
          .forEach(library -> files.put(library.substring(1), Path.of(library)));
    }
    libraries(workspace, SHELL)
        .forEach(library -> files.put(library.substring(1), Path.of(library)));
    Path layer = kept.resolve("java-runtime-" + name(files) + ".tar.gz");
    if (!Files.exists(layer)) {
      make(workspace, files, layer);
    }
    return Layer.of(layer);
  }

  /** Of what it is made of. */
  private static String name(Map<String, Path> files) {
    MessageDigest digest = Algorithm.SHA256.newDigest();
    try {
      digest.update(OPTIONS.toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(JDK.resolve("release")));
      for (Path file : files.values()) {
        digest.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Read what a Java runtime is made of", e);
    }
    return Algorithm.SHA256.name(digest.digest()).value().substring("sha256:".length(), 23);
  }

  private static Stream<String> libraries(Workspace workspace, Path program) {
    String found = workspace.run(Command.of("ldd", "ldd", program.toString()), PATIENCE).orThrow();
    return LIBRARY.matcher(found).results().map((MatchResult library) -> library.group(1));
  }

  private static void make(Workspace workspace, Map<String, Path> system, Path layer) {
    Path runtime = workspace.directory("runtime").resolve("java");
    Command link =
        Command.of("jlink", JDK.resolve("bin/jlink").toString())
            .with(OPTIONS)
            .with(List.of("--output=" + runtime));
    workspace.run(link, PATIENCE).orThrow();
    Map<String, Path> files = new TreeMap<>(system);
    try (Stream<Path> all = Files.walk(runtime)) {
      files.putAll(
          all.filter(Files::isRegularFile)
              .collect(
                  Collectors.toMap(file -> "opt/java/" + runtime.relativize(file), file -> file)));
      Path half =
          layer.resolveSibling("." + layer.getFileName() + "." + ProcessHandle.current().pid());
      Layer.files(half, files);
      Files.move(half, layer, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Make " + layer, e);
    }
  }
}
