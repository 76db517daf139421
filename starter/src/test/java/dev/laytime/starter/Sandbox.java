package dev.laytime.starter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A machine of its own for the launcher: JDKs, Maven and a checkout that only take notes. */
final class Sandbox {

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "find",
          "readlink",
          "dirname",
          "ln",
          "mv",
          "rm",
          "mkdir",
          "cat",
          "sleep",
          "touch");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final Path root;
  private final Path tools;

  Sandbox(Path directory) throws IOException {
    root = directory.resolve("a machine");
    tools = Files.createDirectories(root.resolve("tools"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    Files.createDirectories(checkout());
    Files.copy(Path.of("../laytime"), checkout().resolve("laytime"));
    old(Files.writeString(checkout().resolve("pom.xml"), ""));
    for (String module : List.of("workflows", "activities", "worker", "starter")) {
      Path sources = Files.createDirectories(checkout().resolve(module).resolve("src/main"));
      old(Files.writeString(sources.resolve("A.java"), ""));
      old(Files.writeString(checkout().resolve(module).resolve("pom.xml"), ""));
      old(sources);
    }
  }

  Path root() {
    return root;
  }

  Path home() {
    return root.resolve("home");
  }

  Path checkout() {
    return root.resolve("check out");
  }

  /** A JDK whose java writes down its own place and its arguments. */
  void addJdk(Path place, String version) throws IOException {
    addJdk(place, version, "");
  }

  /** The same, which does something else before. */
  void addJdk(Path place, String version, String before) throws IOException {
    Files.createDirectories(place.resolve("bin"));
    Files.writeString(
        place.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(place.resolve("bin/java"), before + "\nprintf '%s\\n' \"$0\" \"$@\"");
    script(place.resolve("bin/javac"), "exit 1");
  }

  /** A Maven that makes the jars, and notes each time it is called. */
  void addMaven() throws IOException {
    script(
        tools.resolve("mvn"),
        """
        printf '%s\\n' "$PWD" "$JAVA_HOME" "$*" >>"$SANDBOX/maven"
        mkdir -p worker/target starter/target
        touch worker/target/laytime-worker.jar starter/target/laytime-starter.jar
        """);
  }

  void addBrokenMaven() throws IOException {
    script(tools.resolve("mvn"), "echo 'a compiler complains'; exit 1");
  }

  /** Each call of Maven: where, with which JDK, what. */
  List<String> mavenCalls() throws IOException {
    Path notes = root.resolve("maven");
    return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
  }

  /** Changes a source after everything that was built. */
  void change(String source) throws IOException {
    Files.setLastModifiedTime(
        checkout().resolve(source), FileTime.from(Instant.now().plusSeconds(60)));
  }

  Ran launch(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    int status = launch(script, environment, out, err, arguments);
    return new Ran(status, Files.readString(out), Files.readString(err));
  }

  /**
   * The same with standard output to a terminal, that is never read.
   *
   * @return how it ended
   */
  int launchAtTerminal(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    // A new one each time that it is opened.
    return launch(script, environment, Path.of("/dev/ptmx"), root.resolve("err"), arguments);
  }

  private int launch(
      Path script, Map<String, String> environment, Path out, Path err, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tools.resolve("sh").toString()));
    command.add(script.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", home().toString());
    builder.environment().put("SANDBOX", root.toString());
    builder.environment().put("LAYTIME_LAUNCHER_ROOT", root.toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return process.waitFor();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n", StandardCharsets.UTF_8);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("not made executable: " + file);
    }
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  private static Path find(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** How the launcher ended. */
  record Ran(int status, String out, String err) {}
}
