package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activities.job.PodSecurity.Confinement;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildCache;
import dev.laytime.build.BuildRecipe;
import dev.laytime.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * BuildKit with a daemon of its own, for all platforms at once. Without root it can give programs
 * no view of processes of their own: they see the builder's. The login of bases is its client's
 * alone, which runs outside the user namespace that the daemon and all programs are in: none of
 * them may look into it. Pure.
 */
final class BuildKitStep {

  /** What the daemon reads. */
  static final String SETTINGS = "buildkitd.toml";

  private static final String SETTINGS_DIRECTORY = "/etc/laytime-build";
  private static final String WORK = "/work";

  /** As its makers' image has it. */
  static final long USER = 1000;

  /** Everything that differs comes as arguments: nothing is ever part of the script's text. */
  private static final String SCRIPT =
      """
      set -eu
      mkdir -p /work/source
      tar -xzf "$1" -C /work/source
      shift
      for file in /run/secrets/*/*; do
        [ -f "$file" ] || continue
        set -- "$@" --secret "id=${file#/run/secrets/},src=$file"
      done
      exec buildctl-daemonless.sh build "$@"
      """;

  private BuildKitStep() {}

  /**
   * The step.
   *
   * @param image of BuildKit
   */
  static JobStep of(
      BuildRequest request,
      Source source,
      String image,
      boolean rootless,
      Authorities authorities) {
    BuildRecipe recipe = request.rule().recipe();
    List<JobMount> mounts = new ArrayList<>();
    mounts.add(new JobMount.Scratch("source", Source.directory(), true));
    mounts.add(new JobMount.Scratch("out", BuildJob.OUT, false));
    mounts.add(new JobMount.Scratch("work", WORK, false));
    mounts.add(new JobMount.Scratch("tmp-build", "/tmp", false));
    mounts.add(
        new JobMount.Scratch(
            "state", rootless ? "/home/user/.local/share/buildkit" : "/var/lib/buildkit", false));
    mounts.add(new JobMount.OwnFiles(SETTINGS_DIRECTORY, List.of(SETTINGS)));
    mounts.addAll(BuildJob.secrets(recipe));
    mounts.addAll(Bases.login(recipe));
    mounts.addAll(authorities.mounts());
    String flags = "--config %s/%s".formatted(SETTINGS_DIRECTORY, SETTINGS);
    return new JobStep(
        BuildJob.BUILD,
        image,
        List.of("sh", "-c", SCRIPT, BuildJob.BUILD),
        arguments(request, recipe, source),
        environment(recipe, rootless ? flags + " --oci-worker-no-process-sandbox" : flags),
        mounts,
        BuildJob.resources(recipe),
        rootless
            ? new PodSecurity(USER, false, List.of("SETGID", "SETUID"), Confinement.NAMESPACES)
            : new PodSecurity(0, false, List.of(), Confinement.NONE));
  }

  private static Map<String, String> environment(BuildRecipe recipe, String flags) {
    Map<String, String> environment = new TreeMap<>(Bases.environment(recipe));
    environment.put("BUILDKITD_FLAGS", flags);
    environment.put("BUILDCTL_CONNECT_RETRIES_MAX", "60");
    return environment;
  }

  private static List<String> arguments(BuildRequest request, BuildRecipe recipe, Source source) {
    List<String> arguments = new ArrayList<>();
    arguments.add(source.file());
    arguments.add("--frontend=dockerfile.v0");
    arguments.add("--local=context=%s/source/%s".formatted(WORK, SourceArchive.CONTEXT));
    arguments.add("--local=dockerfile=%s/source/%s".formatted(WORK, SourceArchive.FILE));
    arguments.add("--progress=plain");
    arguments.add("--output=type=oci,dest=" + BuildJob.ARCHIVE);
    arguments.add(
        "--opt=platform="
            + recipe.platforms().stream().map(Platform::toString).collect(Collectors.joining(",")));
    if (recipe.target() != null) {
      arguments.add("--opt=target=" + recipe.target());
    }
    BuildJob.args(request)
        .forEach((name, value) -> arguments.add("--opt=build-arg:%s=%s".formatted(name, value)));
    BuildJob.labels(request)
        .forEach((name, value) -> arguments.add("--opt=label:%s=%s".formatted(name, value)));
    BuildCache.of(request.rule(), request.source())
        .ifPresent(repository -> {
          String cache = "type=registry,ref=%s:buildcache".formatted(repository);
          arguments.add("--import-cache=" + cache);
          arguments.add("--export-cache=" + cache + ",mode=max,ignore-error=true");
        });
    return arguments;
  }
}
