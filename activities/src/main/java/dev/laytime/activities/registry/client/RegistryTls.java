package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS on the connections of one registry. Its authorities are trusted wherever it sends us, as to a
 * token server of the same house; the certificate is shown to the registry's own origin alone.
 *
 * <p>New connections take files as they are then. Where these do not fit together, as in the midst
 * of a rotation, the last that did go on.
 */
final class RegistryTls implements TlsSocketStrategy {

  private static final Logger log = LoggerFactory.getLogger(RegistryTls.class);
  private static final char[] NO_PASSWORD = {};

  private final Endpoint endpoint;
  private final TlsFiles files;
  private volatile @Nullable Loaded loaded;

  /**
   * What the files say.
   *
   * @param registry for connections to the registry itself
   * @param others for those to wherever it sends us
   */
  private record Loaded(Object edition, TlsSocketStrategy registry, TlsSocketStrategy others) {}

  private RegistryTls(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.files = endpoint.tls();
  }

  static TlsSocketStrategy of(Endpoint endpoint) {
    return endpoint.tls().isEmpty()
        ? DefaultClientTlsStrategy.createDefault()
        : new RegistryTls(endpoint);
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
      throws IOException {
    Loaded current = current();
    TlsSocketStrategy strategy =
        endpoint.isAt(target, port) ? current.registry() : current.others();
    return strategy.upgrade(socket, target, port, attachment, context);
  }

  private Loaded current() throws RegistryException {
    Object edition = files.edition();
    Loaded known = loaded;
    return known != null && known.edition().equals(edition) ? known : load(edition);
  }

  private synchronized Loaded load(Object edition) throws RegistryException {
    Loaded known = loaded;
    try {
      TrustManager[] trust = trust(files.ca());
      Loaded read =
          new Loaded(edition, strategy(identity(), trust), strategy(new KeyManager[0], trust));
      loaded = read;
      return read;
    } catch (RegistryException e) {
      if (known == null) {
        throw e;
      }
      log.warn("keeps the TLS files it has registry={} cause={}", endpoint.registry(), e.said());
      return known;
    }
  }

  private TlsSocketStrategy strategy(KeyManager[] identity, TrustManager[] trust)
      throws RegistryException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity, trust, null);
      return new DefaultClientTlsStrategy(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrustManager[] trust(@Nullable Path ca) throws RegistryException {
    try {
      KeyStore store = empty();
      for (X509Certificate certificate : trusted(ca)) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      for (X509Certificate certificate : given()) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      return managers(store);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw unusable("ca", ca, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<X509Certificate> given() throws RegistryException {
    PemTexts given = files.texts();
    try {
      return given == null ? List.of() : given.authorities();
    } catch (IOException e) {
      throw unusable(given, e);
    }
  }

  private KeyManager[] identity() throws RegistryException {
    PemTexts given = files.texts();
    if (given != null) {
      return identity(given);
    }
    Path certificate = files.certificate();
    Path key = files.key();
    if (certificate == null || key == null) {
      return new KeyManager[0];
    }
    List<X509Certificate> chain;
    try {
      chain = Pem.certificates(certificate);
    } catch (IOException e) {
      throw unusable("client-cert", certificate, e);
    }
    try {
      PrivateKey own = PrivateKeys.read(key);
      if (!PrivateKeys.belongTogether(own, chain.getFirst().getPublicKey())) {
        throw new IOException("it is not the key of the certificate in " + certificate);
      }
      return managers(own, chain);
    } catch (IOException e) {
      throw unusable("client-key", key, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyManager[] identity(PemTexts given) throws RegistryException {
    if (given.certificate() == null && given.key() == null) {
      return new KeyManager[0];
    }
    try {
      PemTexts.Identity identity = given.identity();
      return managers(identity.key(), identity.chain());
    } catch (IOException e) {
      throw unusable(given, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The system's authorities, and those of a file. */
  static List<X509Certificate> trusted(@Nullable Path ca)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> trusted = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager known) {
        trusted.addAll(List.of(known.getAcceptedIssuers()));
      }
    }
    if (ca != null) {
      trusted.addAll(Pem.certificates(ca));
    }
    return trusted;
  }

  private static TrustManager[] managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static KeyManager[] managers(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private RegistryException unusable(PemTexts given, IOException e) {
    return new RegistryException(
        FailureType.REFUSED,
        "speak TLS to " + endpoint.registry(),
        "%s: %s".formatted(given.name(), RegistryErrors.clean(e.getMessage())),
        "mend what it holds");
  }

  private RegistryException unusable(String key, @Nullable Path file, IOException e) {
    return new RegistryException(
        FailureType.REFUSED,
        "speak TLS to " + endpoint.registry(),
        "%s %s: %s".formatted(key, file, RegistryErrors.clean(e.getMessage())),
        "mend the file, or name another as `%s` of that registry in laytime.yaml".formatted(key));
  }
}
