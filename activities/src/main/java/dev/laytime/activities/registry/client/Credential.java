package dev.laytime.activities.registry.client;

import dev.laytime.image.Digest;
import java.nio.charset.StandardCharsets;

/** Who we are to one registry. Its text never shows the secret. */
public sealed interface Credential {

  /** Whose it is, fit to be written down: what tells it from others, never the secret. */
  String login();

  /** A name and its password or access token. */
  record UsernamePassword(String username, String password) implements Credential {

    @Override
    public String login() {
      return username;
    }

    @Override
    public String toString() {
      return "UsernamePassword[" + username + ", ***]";
    }
  }

  /**
   * An OAuth2 refresh token, as {@code docker login} keeps it for some registries.
   *
   * @param login the same for all tokens of one owner
   */
  record IdentityToken(String token, String login) implements Credential {

    /** One of which nobody knows whose it is. */
    IdentityToken(String token) {
      this(token, named(token));
    }

    private static String named(String token) {
      Digest digest = Hashing.digestOf(token.getBytes(StandardCharsets.UTF_8), "sha256");
      return "token:" + digest.hex().substring(0, 12);
    }

    @Override
    public String toString() {
      return "IdentityToken[***]";
    }
  }
}
