package dev.laytime.activities.source;

import java.io.IOException;
import java.net.URISyntaxException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Connections to a Git server: through the proxies that lead there, with one host's login. */
public final class GitRemote {

  private final GitSettings settings;
  private final GitConnections connections;

  /** Connects as settings say. */
  public GitRemote(GitSettings settings, GitProxies proxies) {
    this.settings = settings;
    this.connections = new GitConnections(proxies, settings.most());
  }

  /**
   * A connection for one fetch or push. It must be closed.
   *
   * @param repository whose objects are sent or received
   * @throws IOException if the URL is none that can be dialled
   */
  public Transport open(Repository repository) throws IOException {
    followNoRedirect(repository);
    try {
      Transport transport = Transport.open(repository, new URIish(settings.url().toString()));
      if (transport instanceof TransportHttp http) {
        http.setHttpConnectionFactory(connections);
      }
      transport.setTimeout((int) GitSource.ANSWER.toSeconds());
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setCredentialsProvider(HostCredentials.of(settings));
      return transport;
    } catch (URISyntaxException e) {
      throw new TransportException(e.getMessage(), e);
    }
  }

  /** Credentials go to the host that was named, and so no redirect is followed. */
  private static void followNoRedirect(Repository repository) throws IOException {
    StoredConfig config = repository.getConfig();
    if (!"false".equals(config.getString("http", null, "followRedirects"))) {
      config.setString("http", null, "followRedirects", "false");
      config.save();
    }
  }
}
