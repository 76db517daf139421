package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The regclient project's tool: it knows referrers, by API and by fallback tag. */
public record Regctl(Workspace workspace, Path directory) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** One with a configuration of its own. */
  public static Regctl in(Workspace workspace) {
    return new Regctl(workspace, workspace.directory("regctl"));
  }

  /** Attaches a small artifact to an image. */
  public void attach(RegistryServer registry, String subject, String artifactType, String text) {
    Path file = directory.resolve("artifact");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
    run(
            registry,
            "artifact",
            "put",
            "--artifact-type=" + artifactType,
            "--file=" + file,
            "--subject=" + subject)
        .orThrow();
  }

  /** The digests of an image's referrers, sorted. */
  public List<String> referrers(RegistryServer registry, String subject) {
    String format = "--format={{range .Descriptors}}{{println .Digest}}{{end}}";
    return run(registry, "artifact", "list", format, subject)
        .orThrow()
        .lines()
        .filter(line -> !line.isBlank())
        .sorted()
        .toList();
  }

  /** The digest that a reference names. */
  public String digest(RegistryServer registry, String image) {
    return run(registry, "image", "digest", image).orThrow();
  }

  /** A manifest's bytes. */
  public String manifest(RegistryServer registry, String image) {
    return run(registry, "manifest", "get", "--format=raw-body", image).orThrow();
  }

  /** What a manifest is served as: its media type, then in the next line its bytes. */
  public String served(RegistryServer registry, String image) {
    String format = "--format={{.GetDescriptor.MediaType}}{{println}}{{printf \"%s\" .RawBody}}";
    return run(registry, "manifest", "get", format, image).orThrow();
  }

  private Execution run(RegistryServer registry, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--host=reg=" + registry.host() + ",tls=disabled"));
    all.addAll(List.of(arguments));
    return workspace.run(
        Command.of("regctl", Checkout.binary("regctl"))
            .with(all)
            .with("REGCTL_CONFIG", directory.resolve("config.json").toString()),
        PATIENCE);
  }
}
