package dev.laytime.activities.source;

import java.io.IOException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to a Git server. */
@FunctionalInterface
public interface GitProxies {

  /** No proxies: every server is dialled. */
  GitProxies NONE = _ -> Optional.empty();

  /**
   * The proxy that leads there; empty where the server is dialled itself.
   *
   * @throws IOException if one is set that cannot be used
   */
  Optional<GitProxy> to(URI server) throws IOException;

  /**
   * One proxy.
   *
   * @param login what it is told; null for nothing
   */
  record GitProxy(String host, int port, @Nullable PasswordAuthentication login) {}
}
