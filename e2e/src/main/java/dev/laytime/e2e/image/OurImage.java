package dev.laytime.e2e.image;

import dev.laytime.deploy.image.ImageBuild;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;

/** Our own image, made and brought into a registry as the guide has it. */
public final class OurImage {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** As Maven has it where nobody says when. */
  private static final String CREATED = "2026-11-01T00:00:00Z";

  private OurImage() {}

  /**
   * Makes it of the jars that are there, on a base of this machine's own JDK.
   *
   * @return its repository
   */
  public static String bring(
      Workspace workspace, DistributionRegistry registry, Images images, String version) {
    return bring(workspace, registry, images, version, "");
  }

  /** The same of programs that run for seconds: what they compile for longer lives is wasted. */
  public static String bringForShort(
      Workspace workspace, DistributionRegistry registry, Images images, String version) {
    return bring(workspace, registry, images, version, "-XX:TieredStopAtLevel=1");
  }

  private static String bring(
      Workspace workspace,
      DistributionRegistry registry,
      Images images,
      String version,
      String options) {
    images.javaBase(registry, "base/java", "25", options, workspace, Checkout.kept());
    Path archive = workspace.directory("image").resolve("laytime-image.tar");
    Command build =
        Command.of(
            "image",
            Checkout.java(),
            "-cp",
            System.getProperty("java.class.path"),
            ImageBuild.class.getName(),
            registry.image("base/java:25"),
            Checkout.root().toString(),
            version,
            CREATED,
            archive.toString());
    workspace.run(build, PATIENCE).orThrow();
    String repository = registry.image("laytime");
    LaytimeCli.alone(workspace)
        .run("mirror", "oci-archive:" + archive, repository + ":" + version)
        .orThrow();
    return repository;
  }
}
