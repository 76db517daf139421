package dev.laytime.worker.api;

import dev.laytime.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may write: whoever shows the token; nobody where there is none. */
public final class WriteAccess {

  private static final String SCHEME = "Bearer ";

  private final @Nullable Path file;
  private final byte @Nullable [] digest;

  private WriteAccess(@Nullable Path file, byte @Nullable [] digest) {
    this.file = file;
    this.digest = digest;
  }

  /** Nobody may. */
  static WriteAccess off() {
    return new WriteAccess(null, null);
  }

  /**
   * Whoever shows the token in that file, as it is now.
   *
   * @param key of the configuration that names it
   * @throws dev.laytime.worker.startup.RefusedToStartException if it holds none, or others may read
   *     it
   */
  static WriteAccess by(Path file, String key) {
    return new WriteAccess(file, sha256(TokenFile.read(file, key)));
  }

  /** Where the token is; empty where writes are off. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Whether anybody may write. */
  boolean isOn() {
    return digest != null;
  }

  /**
   * Whether a header {@code Authorization} shows the token. It takes the same time whatever it
   * says: digests are compared, which have one length.
   */
  boolean isShownBy(@Nullable String authorization) {
    String shown = authorization == null ? "" : authorization;
    boolean bearer = shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String token = bearer ? shown.substring(SCHEME.length()).strip() : "";
    return digest != null && MessageDigest.isEqual(digest, sha256(token));
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
