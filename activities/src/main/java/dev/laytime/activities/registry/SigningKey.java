package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.verify.AttestationKey;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where this installation keeps the key that it signs its attestations with.
 *
 * @param file that is read each time: {@link AttestationKey#read}; null for no signatures
 */
public record SigningKey(@Nullable Path file) {

  /** Where nobody names one. */
  public static final SigningKey NONE = new SigningKey(null);

  /**
   * The key; null for none.
   *
   * @throws RegistryException if there should be one, and it cannot be read: nothing is left
   *     unsigned for that
   */
  @Nullable AttestationKey read() throws RegistryException {
    try {
      return file == null ? null : AttestationKey.read(file);
    } catch (IOException e) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          "read the key that attestations are signed with",
          String.valueOf(e.getMessage()),
          "mend attestations.key-file in the worker's configuration");
    }
  }
}
