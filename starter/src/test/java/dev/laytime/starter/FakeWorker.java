package dev.laytime.starter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A worker's process: {@link FakeTemporal} behind a worker's command line. */
public final class FakeWorker {

  static final String BROKEN = "broken";
  static final String NOTES = "notes";

  private FakeWorker() {}

  /** Notes its process id and its arguments beside its jar, gets ready, and stays. */
  public static void main(String[] arguments) throws Exception {
    Path place = Path.of(System.getProperty("java.class.path")).resolveSibling("");
    if (Files.exists(place.resolve(BROKEN))) {
      System.out.println("cannot bind");
      System.exit(3);
    }
    List<String> notes = new ArrayList<>(List.of(String.valueOf(ProcessHandle.current().pid())));
    notes.addAll(List.of(arguments));
    Files.write(place.resolve(NOTES), notes);
    Path state = Path.of(value(arguments, "--laytime.state="));
    FakeTemporal temporal = new FakeTemporal();
    Path ready = Files.writeString(state.resolve("worker.json.new"), temporal.info());
    Files.move(ready, state.resolve("worker.json"), StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }

  /** A jar that starts it with this process's class path. */
  static Path jar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, FakeWorker.class.getName());
    main.put(Attributes.Name.CLASS_PATH, classPath());
    Path jar = directory.resolve("worker.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.finish();
    }
    return jar;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toUri())
        .map(URI::toString)
        .collect(Collectors.joining(" "));
  }

  private static String value(String[] arguments, String option) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst()
        .orElseThrow();
  }
}
