package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A builder as somebody runs it by hand, without a cluster: it clones the source at a tag, builds
 * and pushes. What it builds in is as empty each time as a Job's.
 */
final class BareBuilder {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final JobSite site;

  BareBuilder(JobSite site) {
    this.site = site;
  }

  /**
   * Builds an image of its own.
   *
   * @param strategy {@code kaniko} or {@code buildkit}
   * @return seconds
   */
  double build(String strategy, int tag) {
    Path work = site.workspace().directory("bare");
    String image = "%s/bare/%s:%d".formatted(site.host(), strategy, tag);
    List<String> program = strategy.equals("kaniko") ? kaniko(work, image) : buildkit(work, image);
    Command command =
        Command.of("bare", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
            .with(program);
    long start = System.nanoTime();
    site.workspace()
        .run(
            Command.of("git", "git", "clone", "-q", "--depth=1", "--branch=v" + tag)
                .with(List.of(site.pages().url(), work.resolve("source").toString())),
            PATIENCE)
        .orThrow();
    site.workspace().run(command, PATIENCE).orThrow();
    double seconds = (System.nanoTime() - start) / 1e9;
    Workspace.delete(work);
    return seconds;
  }

  /** In a root of its own, since it builds in its own file system. */
  private List<String> kaniko(Path work, String image) {
    try {
      Files.createDirectories(work.resolve("kaniko"));
      Files.copy(Path.of(Checkout.binary("kaniko")), work.resolve("kaniko/executor"));
    } catch (IOException e) {
      throw new UncheckedIOException("Make a root for Kaniko", e);
    }
    return List.of(
        "sh",
        "-c",
        """
        set -eu
        root=$1
        shift
        mkdir -p "$root/proc" "$root/dev" "$root/tmp"
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec env -i PATH=/bin:/kaniko HOME=/root USER=root \
          "$(command -v chroot)" "$root" /kaniko/executor "$@"
        """,
        "sh",
        work.toString(),
        "--force",
        "--context=dir:///source",
        "--dockerfile=/source/Dockerfile",
        "--destination=" + image,
        "--insecure-registry=" + site.host(),
        "--insecure",
        "--credential-helpers=",
        "--ignore-path=/source");
  }

  private List<String> buildkit(Path work, String image) {
    Path settings = work.resolve("buildkitd.toml");
    try {
      Files.writeString(settings, "[registry.\"%s\"]\n  http = true\n".formatted(site.host()));
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + settings, e);
    }
    return List.of(
        "sh",
        "-c",
        """
        set -eu
        mount -t tmpfs bare /run
        export BUILDKITD_FLAGS="--config $1/buildkitd.toml --root $1/state --oci-worker-binary=$4/runc"
        export BUILDKITD=$4/buildkitd BUILDCTL=$4/buildctl BUILDCTL_CONNECT_RETRIES_MAX=60
        exec "$3" build --frontend=dockerfile.v0 --progress=plain \\
          --local=context="$1/source" --local=dockerfile="$1/source" \\
          --output="type=image,name=$2,push=true,registry.insecure=true"
        """,
        "sh",
        work.toString(),
        image,
        Checkout.kept().resolve("buildctl-daemonless.sh").toString(),
        Checkout.binaries().toString());
  }
}
