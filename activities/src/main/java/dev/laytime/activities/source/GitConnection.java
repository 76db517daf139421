package dev.laytime.activities.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URL;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * A connection whose own errors are the network's. What a proxy says that makes no tunnel comes as
 * a bare IOException, as does a damaged cache.
 */
final class GitConnection extends JDKHttpConnection {

  private static final String ACCEPT_ENCODING = "Accept-Encoding";
  private static final String CONTENT_ENCODING = "Content-Encoding";

  private final long most;

  /**
   * @param most bytes of an answer that are taken
   */
  GitConnection(URL url, Proxy proxy, long most) throws IOException {
    super(url, proxy);
    this.most = most;
  }

  /** What is compressed on the way has no bound that could be counted on it. */
  @Override
  public void setRequestProperty(String key, String value) {
    if (most == GitSettings.UNBOUNDED || !key.equalsIgnoreCase(ACCEPT_ENCODING)) {
      super.setRequestProperty(key, value);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream answer = super.getInputStream();
    if (most == GitSettings.UNBOUNDED) {
      return answer;
    }
    if (getHeaderField(CONTENT_ENCODING) != null) {
      answer.close();
      throw new SocketException("it answers in an encoding that was not asked for");
    }
    return new BoundedAnswer(answer, most);
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
