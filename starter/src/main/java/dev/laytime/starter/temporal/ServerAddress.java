package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a worker's API, as a person writes it. */
public final class ServerAddress {

  private ServerAddress() {}

  /**
   * Parses an address.
   *
   * @param text as in {@code http://127.0.0.1:8480}
   * @throws CommandFailure if it is not an address over HTTP
   */
  public static URI parse(String text) {
    try {
      URI server = new URI(text);
      if (server.getHost() != null
          && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
        return server;
      }
    } catch (URISyntaxException e) {
      throw invalid(text);
    }
    throw invalid(text);
  }

  private static CommandFailure invalid(String text) {
    return CommandFailure.usage(
        "read the server's address",
        "'" + text + "' is not an address over HTTP",
        "write it as http://HOST:PORT, as in http://127.0.0.1:8480");
  }
}
