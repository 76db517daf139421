package dev.laytime.activities.source;

import dev.laytime.activities.source.GitProxies.GitProxy;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** JGit's connections, each through the proxy that leads to its server; never through another. */
final class GitConnections implements HttpConnectionFactory2 {

  static {
    // Unless this is empty the JDK tells no proxy a login before a tunnel. It reads it once, and
    // asks only who is set as a connection's authenticator.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final GitProxies proxies;
  private final long most;
  private final HttpConnectionFactory2 jdk = new JDKHttpConnectionFactory();

  /**
   * @param most bytes of each answer that are taken
   */
  GitConnections(GitProxies proxies, long most) {
    this.proxies = proxies;
    this.most = most;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    URI server = uri(url);
    GitProxy proxy = proxyTo(server);
    if (proxy == null) {
      return new GitConnection(url, Proxy.NO_PROXY, most);
    }
    InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
    PasswordAuthentication login = proxy.login();
    return new GitConnection(
        login == null ? url : URL.of(server, new LoggedIn(url, login)),
        new Proxy(Proxy.Type.HTTP, address),
        most);
  }

  private @Nullable GitProxy proxyTo(URI server) throws IOException {
    try {
      return proxies.to(server).orElse(null);
    } catch (IOException e) {
      throw GitConnection.ofTheNetwork(e);
    }
  }

  /** What the whole JVM's settings choose is not asked for. */
  @Override
  public HttpConnection create(URL url, Proxy unused) throws IOException {
    return create(url);
  }

  @Override
  public GitSession newSession() {
    return jdk.newSession();
  }

  private static URI uri(URL url) throws MalformedURLException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new MalformedURLException(e.getMessage());
    }
  }

  /** Opens connections that tell a proxy, and nobody else, who we are. */
  private static final class LoggedIn extends URLStreamHandler {

    private final URL url;
    private final PasswordAuthentication login;

    LoggedIn(URL url, PasswordAuthentication login) {
      this.url = url;
      this.login = login;
    }

    @Override
    protected URLConnection openConnection(URL unused) {
      throw new UnsupportedOperationException("Only through a proxy");
    }

    @Override
    protected URLConnection openConnection(URL unused, Proxy proxy) throws IOException {
      HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxy);
      if (url.getProtocol().equals("http")) {
        // No tunnel: a proxy that asked first would find a body that can be sent only once.
        connection.setRequestProperty("Proxy-Authorization", basic());
      } else {
        connection.setAuthenticator(new ForTheProxy(login));
      }
      return connection;
    }

    private String basic() {
      String pair = login.getUserName() + ":" + new String(login.getPassword());
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class ForTheProxy extends Authenticator {

    private final PasswordAuthentication login;

    ForTheProxy(PasswordAuthentication login) {
      this.login = login;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY ? login : null;
    }
  }
}
