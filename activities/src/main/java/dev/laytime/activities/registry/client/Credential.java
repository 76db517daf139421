package dev.laytime.activities.registry.client;

/** Who we are to one registry. Its text never shows the secret. */
public sealed interface Credential {

  /** A name and its password or access token. */
  record UsernamePassword(String username, String password) implements Credential {

    @Override
    public String toString() {
      return "UsernamePassword[" + username + ", ***]";
    }
  }

  /** An OAuth2 refresh token, as {@code docker login} keeps it for some registries. */
  record IdentityToken(String token) implements Credential {

    @Override
    public String toString() {
      return "IdentityToken[***]";
    }
  }
}
