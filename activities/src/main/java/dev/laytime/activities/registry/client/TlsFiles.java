package dev.laytime.activities.registry.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PEM files with which TLS is spoken to one registry.
 *
 * @param ca authorities that are trusted besides the system's; null for none
 * @param certificate shows the registry who we are, with what leads from it to its authority; null
 *     for none
 * @param key of that certificate, not encrypted
 */
public record TlsFiles(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {

  /** TLS as with any registry. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  /**
   * @throws IllegalArgumentException if there is a certificate without a key, or a key without one
   */
  public TlsFiles {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("A certificate and its key go together");
    }
  }

  /** The same, and nobody is shown who we are. */
  public TlsFiles trusting() {
    return new TlsFiles(ca, null, null);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return ca == null && certificate == null;
  }

  /** Another when any of them changed. */
  List<FileEdition> edition() {
    return Stream.of(
            Optional.ofNullable(ca), Optional.ofNullable(certificate), Optional.ofNullable(key))
        .flatMap(Optional::stream)
        .map(FileEdition::of)
        .toList();
  }
}
