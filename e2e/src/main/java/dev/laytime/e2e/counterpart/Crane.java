package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The go-containerregistry project's tool: the judge of what a registry holds. */
public record Crane(Workspace workspace) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The digest that a reference names. */
  public String digest(String image) {
    return run("digest", image).orThrow();
  }

  /** Whether a reference names anything. */
  public boolean knows(String image) {
    return run("digest", image).exitCode() == 0;
  }

  /** Downloads everything and checks it: digests, sizes, layers against their configuration. */
  public Execution validate(String image) {
    return run("validate", "--remote", image);
  }

  /** Pushes the only image of a layout, or of an archive for Docker. */
  public Execution push(Path path, String image) {
    return run("push", path.toString(), image);
  }

  /** A manifest's bytes. */
  public String manifest(String image) {
    return run("manifest", image).orThrow();
  }

  /** A blob's bytes; the reference names it by digest. */
  public byte[] blob(String image) {
    return workspace.bytes(command("blob", image), PATIENCE);
  }

  /** Runs any command of it. */
  public Execution run(String... arguments) {
    return workspace.run(command(arguments), PATIENCE);
  }

  private static Command command(String... arguments) {
    return Command.of("crane", Checkout.binary("crane")).with(List.of(arguments));
  }
}
