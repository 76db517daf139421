package dev.laytime.worker.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The namespace that is an adapter's own: in which it makes its objects, or whose count for all.
 */
public final class ControllerNamespace {

  private static final Path ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
  private static final String LAST = "default";

  private ControllerNamespace() {}

  /** What is configured, else where this process runs; as Qebbeq finds it. */
  public static String of(@Nullable String configured, Map<String, String> environment) {
    return of(configured, ACCOUNT, environment);
  }

  static String of(@Nullable String configured, Path account, Map<String, String> environment) {
    return found(configured, account, environment).orElse(LAST);
  }

  /** The same; empty where nothing says where this process runs. */
  public static Optional<String> found(
      @Nullable String configured, Map<String, String> environment) {
    return found(configured, ACCOUNT, environment);
  }

  static Optional<String> found(
      @Nullable String configured, Path account, Map<String, String> environment) {
    if (configured != null) {
      return Optional.of(configured);
    }
    try {
      if (Files.isReadable(account)) {
        return Optional.of(Files.readString(account).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + account, e);
    }
    String pod = environment.getOrDefault("POD_NAMESPACE", "");
    return pod.isEmpty() ? Optional.empty() : Optional.of(pod);
  }
}
