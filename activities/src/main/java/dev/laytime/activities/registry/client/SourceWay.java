package dev.laytime.activities.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * How a source is asked on somebody else's account: not as the worker, but with what was given for
 * this alone.
 *
 * @param owner whose it is; never empty. Ways of one owner share connections, tokens and what was
 *     seen there, and no others do. Their credentials must be the same while their edition is
 * @param edition another where anything of it is another: then what the owner had is given up
 * @param credentials whom it is asked as; those of the worker are not used
 * @param insecure whether it is spoken to without TLS; null for as with any
 * @param tls with what TLS is spoken; null for as with any
 */
public record SourceWay(
    String owner,
    Object edition,
    Credentials credentials,
    @Nullable Boolean insecure,
    @Nullable PemTexts tls) {

  /**
   * @throws IllegalArgumentException if it is nobody's
   */
  public SourceWay {
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("A way of nobody would be the worker's own");
    }
  }

  /** One that never changes, with TLS as with any. */
  public SourceWay(String owner, Credentials credentials, @Nullable Boolean insecure) {
    this(owner, "", credentials, insecure, null);
  }
}
