package dev.laytime.worker.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is said of builds and promotions, and who says it.
 *
 * @param builder what provenance of builds calls this installation, a URI
 * @param keyFile the private key that it is signed with, relative to the configuration file; null
 *     for no signatures
 */
public record AttestationsProperties(
    @DefaultValue("https://laytime.dev/builder") String builder, @Nullable String keyFile) {

  /**
   * @throws IllegalArgumentException if the builder is no URI
   */
  public AttestationsProperties {
    builder = builder.strip();
    keyFile = Require.optional(keyFile);
    if (!isAbsolute(builder)) {
      throw new IllegalArgumentException(
          "attestations.builder: expected a URI with a scheme, not '%s'".formatted(builder));
    }
  }

  private static boolean isAbsolute(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
