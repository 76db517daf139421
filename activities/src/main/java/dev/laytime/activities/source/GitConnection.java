package dev.laytime.activities.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * A connection whose own errors are the network's. What a proxy says that makes no tunnel comes as
 * a bare IOException, as does a damaged cache.
 */
final class GitConnection extends JDKHttpConnection {

  GitConnection(URL url, Proxy proxy) throws IOException {
    super(url, proxy);
  }

  @Override
  public int getResponseCode() throws IOException {
    try {
      return super.getResponseCode();
    } catch (IOException e) {
      throw ofTheNetwork(e);
    }
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    try {
      return super.getOutputStream();
    } catch (IOException e) {
      throw ofTheNetwork(e);
    }
  }

  static IOException ofTheNetwork(IOException e) {
    if (!GitCache.isDamage(e)) {
      return e;
    }
    ConnectException network = new ConnectException(e.getMessage());
    network.initCause(e);
    return network;
  }
}
