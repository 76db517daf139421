package dev.laytime.starter.demo;

import dev.laytime.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The two manifests: a Deployment that comes and goes, and a CronJob that stays. */
final class Manifests {

  static final String GOES = "shop.yaml";
  static final String STAYS = "keeper.yaml";
  static final String DEPLOYMENT = "Deployment shop/shop";

  private final Path directory;

  Manifests(Path directory) {
    this.directory = directory;
  }

  void deploy(Reference image) throws IOException {
    write(GOES, deployment(image));
  }

  void schedule(Reference image) throws IOException {
    write(STAYS, cronJob(image));
  }

  void undeploy() throws IOException {
    Files.deleteIfExists(directory.resolve(GOES));
  }

  /** A scan sees a whole file or none: a half one would be told as a gap. */
  private void write(String name, String text) throws IOException {
    Path beside = directory.toAbsolutePath().resolveSibling("." + name + ".new");
    Files.writeString(beside, text);
    Files.move(
        beside,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String deployment(Reference image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: shop
      namespace: shop
    spec:
      replicas: 2
      selector:
        matchLabels: {app: shop}
      template:
        metadata:
          labels: {app: shop}
        spec:
          containers:
            - name: shop
              image: %s
    """
        .formatted(image);
  }

  private static String cronJob(Reference image) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: keeper
      namespace: shop
    spec:
      schedule: "0 3 * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: OnFailure
              containers:
                - name: keeper
                  image: %s
    """
        .formatted(image);
  }
}
