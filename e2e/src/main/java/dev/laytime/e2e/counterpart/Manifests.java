package dev.laytime.e2e.counterpart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory of Kubernetes manifests, as a GitOps checkout has one.
 *
 * @param directory where the files lie
 */
public record Manifests(Path directory) {

  /** Adds or replaces a Deployment that runs an image. */
  public void deploy(String name, String image) {
    write(
        name + ".yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %s
          namespace: shop
        spec:
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              containers:
                - name: app
                  image: %s
        """
            .formatted(name, name, name, image));
  }

  /** Takes a Deployment away. */
  public void remove(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException("Remove " + name, e);
    }
  }

  /** Writes any file; no scan sees half of it. */
  public void write(String file, String content) {
    try {
      Path whole = directory.resolve(file);
      Path half = directory.resolveSibling(directory.getFileName() + "-" + file + ".half");
      Files.writeString(half, content);
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }
}
