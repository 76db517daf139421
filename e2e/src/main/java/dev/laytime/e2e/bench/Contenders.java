package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything here that copies images. */
record Contenders(Workspace workspace) {

  /** Laytime in both its ways, and the others; skopeo only where it is installed. */
  List<Contender> all() {
    List<Contender> all = new ArrayList<>(List.of(oneShot(), resident(), crane(), regctl()));
    if (Files.isExecutable(Checkout.root().resolve("e2e/counterparts/bin/skopeo"))) {
      all.add(skopeo());
    }
    return all;
  }

  private Contender oneShot() {
    return new Contender(
        "laytime mirror, by itself",
        false,
        laytimeVersion(),
        laytime(),
        LaytimeCli.alone(workspace).environment(),
        List.of());
  }

  private Contender resident() {
    TemporalServer temporal = TemporalServer.start(workspace);
    LaytimeWorker worker = LaytimeWorker.start(workspace, temporal);
    return new Contender(
        "laytime mirror, with worker and Temporal",
        false,
        laytimeVersion(),
        laytime(),
        LaytimeCli.beside(workspace, worker).environment(),
        List.of(worker.process(), temporal.process()));
  }

  private Contender crane() {
    String crane = Checkout.binary("crane");
    return Contender.peer("crane cp", version(crane, "version"), crane, "cp", "SRC", "DST");
  }

  private Contender regctl() {
    String regctl = Checkout.binary("regctl");
    return Contender.peer(
        "regctl image copy --referrers",
        version(regctl, "version", "--format={{.VCSTag}}"),
        regctl,
        "--host=reg=SRCHOST,tls=disabled",
        "--host=reg=DSTHOST,tls=disabled",
        "image",
        "copy",
        "--referrers",
        "SRC",
        "DST");
  }

  private Contender skopeo() {
    String skopeo = Checkout.binary("skopeo");
    return Contender.peer(
        "skopeo copy --all",
        version(skopeo, "--version"),
        skopeo,
        "--insecure-policy",
        "copy",
        "--all",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://SRC",
        "docker://DST");
  }

  private static List<String> laytime() {
    return List.of(launcher(), "mirror", "SRC", "DST");
  }

  private static String launcher() {
    return Checkout.root().resolve("laytime").toString();
  }

  private String laytimeVersion() {
    return version(launcher(), "version");
  }

  private String version(String... line) {
    String said =
        workspace.run(Command.of("version").with(List.of(line)), Duration.ofMinutes(10)).orThrow();
    return said.lines().findFirst().orElse("");
  }
}
