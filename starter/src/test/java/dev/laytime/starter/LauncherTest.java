package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.starter.Sandbox.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, on a machine whose JDKs and Maven only take notes. */
class LauncherTest {

  private final Sandbox machine;

  LauncherTest(@TempDir Path directory) throws IOException {
    machine = new Sandbox(directory);
  }

  @BeforeEach
  void installMaven() throws IOException {
    machine.addMaven();
  }

  @Test
  void takesTheNewestJdkOfTheUsualPlaces() throws Exception {
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-17"), "17.0.1");
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-25"), "25.0.3");
    machine.addJdk(machine.home().resolve(".sdkman/candidates/java/26-tem"), "26");
    machine.addJdk(machine.root().resolve("opt/jdk-24"), "24.0.1");

    assertThat(java(launch()))
        .isEqualTo(machine.home() + "/.sdkman/candidates/java/26-tem/bin/java");
  }

  @Test
  void readsToolchains() throws Exception {
    Path place = machine.root().resolve("some where/jdk");
    machine.addJdk(place, "25");
    Files.createDirectories(machine.home().resolve(".m2"));
    Files.writeString(
        machine.home().resolve(".m2/toolchains.xml"),
        "<toolchains>\n  <jdkHome> " + place + " </jdkHome>\n</toolchains>\n");

    assertThat(java(launch())).isEqualTo(place + "/bin/java");
  }

  @Test
  void prefersTheJdkThatIsNamed() throws Exception {
    Path named = machine.root().resolve("named");
    machine.addJdk(named, "25.0.1");
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-26"), "26.0.1");

    assertThat(java(launch(Map.of("JAVA_HOME", named.toString())))).isEqualTo(named + "/bin/java");
  }

  @Test
  void passesOverANamedJdkThatIsTooOld() throws Exception {
    Path named = machine.root().resolve("named");
    machine.addJdk(named, "17.0.1");
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-25"), "25.0.1");

    assertThat(java(launch(Map.of("JAVA_HOME", named.toString())))).contains("jdk-25");
  }

  @Test
  void followsTheJavaOnThePathToItsJdk() throws Exception {
    Path jdk = machine.root().resolve("elsewhere/jdk");
    machine.addJdk(jdk, "25");
    Files.createSymbolicLink(machine.root().resolve("tools/java"), jdk.resolve("bin/java"));

    assertThat(java(launch())).isEqualTo(jdk + "/bin/java");
  }

  @Test
  void saysWhichJdkToInstall() throws Exception {
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-24"), "24.0.1");

    Ran ran = launch();

    assertThat(ran.status()).isEqualTo(1);
    Golden.check("launcher-no-jdk.txt", ran.err());
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    addJdk();
    Files.delete(machine.root().resolve("tools/mvn"));

    Ran ran = launch();

    assertThat(ran.status()).isEqualTo(1);
    Golden.check("launcher-no-maven.txt", ran.err());
  }

  @Test
  void showsWhatMavenSaysOnlyWhenItFails() throws Exception {
    addJdk();
    assertThat(launch().err())
        .isEqualTo("building laytime (once, and again when its sources change)…\n");

    machine.addBrokenMaven();
    machine.change("worker/src/main/A.java");
    Ran ran = launch();

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    Golden.check(
        "launcher-broken.txt", ran.err().replace(machine.checkout().toString(), "CHECKOUT"));
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    addJdk();
    launch();
    launch();
    assertThat(machine.mavenCalls())
        .containsExactly(
            machine.checkout().toRealPath().toString(),
            machine.root().resolve("usr/lib/jvm/jdk-25").toString(),
            "-B -q -DskipUnitTests -DskipUnitTestCompile -Dexec.skip package -pl worker,starter"
                + " -am");

    machine.change("workflows/src/main/A.java");
    launch();
    assertThat(machine.mavenCalls()).hasSize(6);
  }

  @Test
  void buildsAgainWhenAPomIsNewerOrAJarIsGone() throws Exception {
    addJdk();
    launch();
    Files.delete(machine.checkout().resolve("worker/target/laytime-worker.jar"));
    launch();
    assertThat(machine.mavenCalls()).hasSize(6);

    machine.change("pom.xml");
    launch();
    assertThat(machine.mavenCalls()).hasSize(9);
  }

  @Test
  void startsWorkersFromWhatItLaidOutAfterItsBuild() throws Exception {
    addJdk();
    String warm = machine.checkout().toRealPath() + "/target/launcher/warm/";

    assertThat(launch().out().lines())
        .contains(
            "-Dlaytime.worker.jar=" + warm + "worker/laytime-worker.jar",
            "-Dlaytime.worker.options=" + warm + "options");
    assertThat(Path.of(warm + "options")).hasContent("-XX:AOTCache=\"" + warm + "cache\"");
  }

  @Test
  void startsWorkersFromTheirJarWhereThatIsNewer() throws Exception {
    addJdk();
    launch();
    Path built = machine.checkout().resolve("activities/target/laytime-activities.jar");
    Files.createDirectories(built.getParent());
    Files.writeString(built, "");
    machine.change("activities/target/laytime-activities.jar");

    assertThat(launch().out()).doesNotContain("laytime.worker");
  }

  @Test
  void startsWorkersFromTheirJarWhereNothingCouldBeLaidOut() throws Exception {
    machine.addJdk(
        machine.root().resolve("usr/lib/jvm/jdk-25"),
        "25.0.3",
        "case $* in *AOTMode*) exit 1;; esac");

    Ran ran = launch();

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).doesNotContain("laytime.worker");
    assertThat(machine.checkout().resolve("target/launcher/warm")).doesNotExist();
  }

  @Test
  void takesOverTheLockOfADeadBuild() throws Exception {
    addJdk();
    Path lock = machine.checkout().resolve("target/launcher/lock");
    Files.createDirectories(lock.getParent());
    Process dead = new ProcessBuilder("sh", "-c", "exit").start();
    dead.waitFor();
    Files.createSymbolicLink(lock, Path.of(String.valueOf(dead.pid())));

    assertThat(launch().status()).isZero();
    assertThat(machine.mavenCalls()).hasSize(3);
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  @Test
  void leavesArgumentsAsTheyAre() throws Exception {
    addJdk();

    Ran ran = launch(Map.of(), "mirror", "a b", "", "*", "$HOME", "\"q\"", "it's");

    assertThat(ran.out())
        .endsWith(
            "\n-jar\n%s/starter/target/laytime-starter.jar\nmirror\na b\n\n*\n$HOME\n\"q\"\nit's\n"
                .formatted(machine.checkout().toRealPath()));
  }

  @Test
  void tellsTheCommandWhereItIsAndThatNobodyLooks() throws Exception {
    addJdk();

    assertThat(launch().out().lines())
        .contains(
            "-Dlaytime.home=" + machine.checkout().toRealPath(),
            "-Dlaytime.terminal.stdout=false",
            "-Dlaytime.terminal.stderr=false",
            "-Dlaytime.terminal.width=80");
  }

  @Test
  void tellsTheCommandThatSomebodyLooks() throws Exception {
    Path notes = machine.root().resolve("arguments");
    machine.addJdk(
        machine.root().resolve("usr/lib/jvm/jdk-25"),
        "25.0.3",
        "printf '%s\\n' \"$@\" >\"$SANDBOX/arguments\"");

    int status =
        machine.launchAtTerminal(machine.checkout().resolve("laytime"), Map.of(), "version");

    assertThat(status).isZero();
    assertThat(notes)
        .content()
        .contains("-Dlaytime.terminal.stdout=true", "-Dlaytime.terminal.stderr=false");
  }

  @Test
  void findsItsCheckoutThroughLinks() throws Exception {
    addJdk();
    Path links = Files.createDirectories(machine.root().resolve("links"));
    Files.createSymbolicLink(links.resolve("one"), Path.of("../check out/laytime"));
    Files.createSymbolicLink(machine.root().resolve("two"), links.resolve("one"));

    Ran ran = machine.launch(machine.root().resolve("two"), Map.of(), "version");

    assertThat(ran.out()).contains("-Dlaytime.home=" + machine.checkout().toRealPath() + "\n");
  }

  private void addJdk() throws IOException {
    machine.addJdk(machine.root().resolve("usr/lib/jvm/jdk-25"), "25.0.3");
  }

  private Ran launch() throws IOException, InterruptedException {
    return launch(Map.of(), "version");
  }

  private Ran launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return machine.launch(machine.checkout().resolve("laytime"), environment, arguments);
  }

  private static String java(Ran ran) {
    assertThat(ran.err()).doesNotContain("error");
    return ran.out().lines().findFirst().orElse("");
  }
}
