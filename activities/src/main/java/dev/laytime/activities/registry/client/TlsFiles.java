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
 * @param texts the same as somebody else gave it, who is shown instead of us; null for none
 */
public record TlsFiles(
    @Nullable Path ca, @Nullable Path certificate, @Nullable Path key, @Nullable PemTexts texts) {

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

  /** Files of ours alone. */
  public TlsFiles(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
    this(ca, certificate, key, null);
  }

  /** The same authorities; who asks is what the texts say, or nobody. */
  TlsFiles trusting(@Nullable PemTexts given) {
    return new TlsFiles(ca, null, null, given);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return ca == null && certificate == null && texts == null;
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
