package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildCache;
import dev.laytime.build.BuildRecipe;
import dev.laytime.image.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * Kaniko, for one platform. It unpacks images over its own file system and runs programs in it, as
 * root: so it has nothing there that those may not have. Pure.
 */
final class KanikoStep {

  /** Those that a container usually has, but for raw sockets: baseline allows each. */
  private static final List<String> CAPABILITIES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private KanikoStep() {}

  /**
   * The step.
   *
   * @param image of Kaniko
   * @param insecure registries without TLS
   */
  static JobStep of(
      BuildRequest request,
      Platform platform,
      Source source,
      String image,
      List<String> insecure,
      Authorities authorities) {
    BuildRecipe recipe = request.rule().recipe();
    List<String> arguments = new ArrayList<>();
    arguments.add("--context=tar://" + source.file());
    arguments.add("--context-sub-path=" + SourceArchive.CONTEXT);
    arguments.add("--dockerfile=../" + SourceArchive.DOCKERFILE);
    arguments.add("--no-push");
    arguments.add("--tar-path=" + BuildJob.ARCHIVE);
    arguments.add("--custom-platform=" + platform);
    arguments.add("--log-format=text");
    // Else it asks the node who it is in a cloud.
    arguments.add("--credential-helpers=");
    arguments.add("--image-download-retry=2");
    if (recipe.target() != null) {
      arguments.add("--target=" + recipe.target());
    }
    BuildJob.args(request)
        .forEach((name, value) -> arguments.add("--build-arg=%s=%s".formatted(name, value)));
    BuildJob.labels(request)
        .forEach((name, value) -> arguments.add("--label=%s=%s".formatted(name, value)));
    BuildCache.of(request.rule(), request.source())
        .ifPresent(cache -> {
          arguments.add("--cache=true");
          arguments.add("--cache-repo=" + cache);
          arguments.add("--skip-push-permission-check");
        });
    insecure.forEach(host -> arguments.add("--insecure-registry=" + host));
    arguments.addAll(authorities.arguments());
    List<JobMount> mounts = new ArrayList<>();
    mounts.add(new JobMount.Scratch("source", Source.directory(), true));
    mounts.add(new JobMount.Scratch("out", BuildJob.OUT, false));
    mounts.addAll(BuildJob.secrets(recipe));
    mounts.addAll(Bases.login(recipe));
    mounts.addAll(authorities.mounts());
    return new JobStep(
        BuildJob.BUILD,
        image,
        List.of(),
        arguments,
        Bases.environment(recipe),
        mounts,
        BuildJob.resources(recipe),
        new PodSecurity(0, false, CAPABILITIES));
  }
}
