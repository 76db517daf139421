package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a cloud gave this process, and how its services are asked.
 *
 * @param variables of the environment
 */
record CloudEnvironment(Map<String, String> variables, ServiceHttp http, InstantSource clock) {

  private static final int LONGEST_FILE = 256 * 1024;

  CloudEnvironment {
    variables = Map.copyOf(variables);
  }

  /** A variable that says something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /**
   * The text of a file that the environment names, read anew: such files are rotated.
   *
   * @param named what names it, for people
   * @throws RegistryException if it cannot be read; what it says is never shown
   */
  String file(String named, String path, String what) throws RegistryException {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > LONGEST_FILE) {
        throw new IOException("it is too long");
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IOException("it is empty");
      }
      return text;
    } catch (IOException e) {
      throw new RegistryException(
          FailureType.UNAUTHORIZED,
          what,
          "%s names %s, which cannot be read: %s"
              .formatted(named, path, CloudErrors.clean(e.getMessage())),
          "mount it where the worker may read it, or take %s away".formatted(named));
    }
  }

  /** The text of every variable but those, as a record's would show secrets. */
  @Override
  public String toString() {
    return "CloudEnvironment[***]";
  }
}
