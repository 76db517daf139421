package dev.laytime.e2e.image;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Images of the builders, as their projects lay them out, and one to build on. */
public final class BuilderImages {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int SETGID = 6;
  private static final int SETUID = 7;
  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

  /** As in {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x7f…)}. */
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

  /**
   * As a Job asks ours: {@code step copy --no-referrers --timeout=TIME --try-for=TIME SOURCE
   * oci:DIRECTORY:latest}, and {@code step copy --no-referrers --timeout=TIME --try-for=TIME
   * --result-file=FILE KIND-archive:FILE[:latest] IMAGE}.
   */
  private static final String BRING =
      """
      set -eu
      if [ "$1 $2 $#" = 'step copy 7' ]; then
        directory=${7#oci:}
        exec crane pull --insecure --format=oci "$6" "${directory%:latest}"
      fi
      [ "$1 $2 $#" = 'step copy 8' ]
      image=${7#*:}
      image=${image%:latest}
      if [ "${7%%:*}" = oci-archive ]; then
        busybox mkdir /tmp/image
        busybox tar -xf "$image" -C /tmp/image
        image=/tmp/image
      fi
      pushed=$(crane push --insecure "$image" "$8")
      printf '{"digest":"%s"}' "${pushed##*@}" >"${6#--result-file=}"
      """;

  private BuilderImages() {}

  /** Pushes them, each under tag 1. */
  public static void push(Images images, RegistryServer registry, Workspace workspace) {
    Map<String, Path> base = Map.of("bin/sh", BUSYBOX, "bin/busybox", BUSYBOX);
    images.forTwo(registry, "base", "1", base, "{\"Env\":[\"PATH=/bin\"]}");
    images.files(
        registry,
        "kaniko",
        "1",
        Map.of("kaniko/executor", Path.of(Checkout.binary("kaniko"))),
        Map.of(),
        """
        {"Entrypoint":["/kaniko/executor"],"Env":["PATH=/bin:/kaniko","USER=root","HOME=/root"]}
        """);
    Map<String, Path> buildkit = new TreeMap<>(base);
    Path runc = Path.of(Checkout.binary("runc"));
    buildkit.put("bin/runc", runc);
    buildkit.put("bin/buildkitd", Path.of(Checkout.binary("buildkitd")));
    buildkit.put("bin/buildctl", Path.of(Checkout.binary("buildctl")));
    buildkit.put("bin/buildctl-daemonless.sh", Checkout.kept().resolve("buildctl-daemonless.sh"));
    buildkit.putAll(libraries(runc, workspace));
    images.files(registry, "buildkit", "1", buildkit, Map.of(), "{\"Env\":[\"PATH=/bin\"]}");
    rootless(images, registry, workspace, buildkit);
  }

  /**
   * Pushes one that brings a source to a builder as ours does, and takes its image away, by {@code
   * crane}, at once: a JVM takes long to start.
   *
   * @return its name
   */
  public static String bringer(Images images, RegistryServer registry, Workspace workspace) {
    Path script = write(workspace.directory("bringer").resolve("bring"), BRING);
    images.files(
        registry,
        "bringer",
        "1",
        Map.of(
            "bin/sh",
            BUSYBOX,
            "bin/busybox",
            BUSYBOX,
            "bin/crane",
            Path.of(Checkout.binary("crane")),
            "bin/bring",
            script),
        Map.of(),
        "{\"Entrypoint\":[\"/bin/sh\",\"/bin/bring\"],\"Env\":[\"PATH=/bin\",\"HOME=/tmp\"]}");
    return registry.image("bringer:1");
  }

  /** A user may map others to itself by two programs that may do so for whoever runs them. */
  private static void rootless(
      Images images, RegistryServer registry, Workspace workspace, Map<String, Path> buildkit) {
    Map<String, Path> files = new TreeMap<>(buildkit);
    Path users = workspace.directory("users");
    files.put("bin/rootlesskit", Path.of(Checkout.binary("rootlesskit")));
    for (String program : new String[] {"newuidmap", "newgidmap"}) {
      Path file = Path.of(Checkout.binary(program));
      files.put("bin/" + program, file);
      files.putAll(libraries(file, workspace));
    }
    files.put("etc/passwd", write(users.resolve("passwd"), "user:x:1000:1000::/home/user:/bin/sh"));
    files.put("etc/group", write(users.resolve("group"), "user:x:1000:"));
    files.put("etc/subuid", write(users.resolve("subuid"), "user:100000:65536"));
    files.put("etc/subgid", users.resolve("subuid"));
    images.files(
        registry,
        "buildkit-rootless",
        "1",
        files,
        Map.of("bin/newuidmap", SETUID, "bin/newgidmap", SETGID),
        """
        {"Env":["PATH=/bin","USER=user","HOME=/home/user","XDG_RUNTIME_DIR=/tmp","TMPDIR=/tmp"]}
        """);
  }

  private static Map<String, Path> libraries(Path program, Workspace workspace) {
    Map<String, Path> libraries = new TreeMap<>();
    LIBRARY
        .matcher(workspace.run(Command.of("ldd", "ldd", program.toString()), PATIENCE).orThrow())
        .results()
        .map(library -> library.group(1))
        .forEach(library -> libraries.put(library.substring(1), Path.of(library)));
    return libraries;
  }

  private static Path write(Path file, String content) {
    try {
      return Files.writeString(file, content + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }
}
