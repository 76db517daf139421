package dev.laytime.activities.usage.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig that somebody else wrote. It may name a server with TLS and what proves it and us,
 * all of it in its text: no file and no program of this machine, no proxy, no other user, and no
 * server that anybody may be.
 */
record KubernetesApiCredentials(String text) {

  /**
   * How a context's cluster is reached.
   *
   * @param name of the context; null for the current one
   * @throws IOException if the text does not say that, or says more; the message quotes no secret
   */
  Config of(@Nullable String name) throws IOException {
    io.fabric8.kubernetes.api.model.Config content = parse();
    String wanted = name == null || name.isEmpty() ? content.getCurrentContext() : name;
    Context context =
        found(content.getContexts(), NamedContext::getName, wanted, "context").getContext();
    Cluster cluster =
        found(content.getClusters(), NamedCluster::getName, context.getCluster(), "cluster")
            .getCluster();
    AuthInfo user =
        found(content.getUsers(), NamedAuthInfo::getName, context.getUser(), "user").getUser();
    requireSafe(cluster);
    requireSafe(user);
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(cluster.getServer())
        .withCaCertData(cluster.getCertificateAuthorityData())
        .withOauthToken(user.getToken())
        .withClientCertData(user.getClientCertificateData())
        .withClientKeyData(user.getClientKeyData())
        .build();
  }

  private io.fabric8.kubernetes.api.model.Config parse() throws IOException {
    try {
      return Objects.requireNonNull(KubeConfigUtils.parseConfigFromString(text));
    } catch (RuntimeException e) {
      // Without the cause: a parser's message quotes what it could not read.
      throw problem("is none");
    }
  }

  private static <T> T found(
      @Nullable List<T> all, Function<T, String> name, @Nullable String wanted, String what)
      throws IOException {
    if (all != null) {
      for (T each : all) {
        if (wanted != null && wanted.equals(name.apply(each))) {
          return each;
        }
      }
    }
    throw problem("has no %s that it names".formatted(what));
  }

  private static void requireSafe(Cluster cluster) throws IOException {
    if (!isHttps(cluster.getServer())) {
      throw problem("has a server that is no https:// address");
    }
    if (Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify())) {
      throw problem("does not check its server's certificate: give certificate-authority-data");
    }
    if (isAny(
        cluster.getCertificateAuthority(), cluster.getProxyUrl(), cluster.getTlsServerName())) {
      throw problem("has certificate-authority, proxy-url or tls-server-name: leave them out");
    }
  }

  private static void requireSafe(AuthInfo user) throws IOException {
    if (user.getExec() != null || user.getAuthProvider() != null) {
      throw problem("would run a program: give a token or a certificate");
    }
    if (isAny(
        user.getTokenFile(),
        user.getClientCertificate(),
        user.getClientKey(),
        user.getUsername(),
        user.getPassword(),
        user.getAs())) {
      throw problem(
          "has a user with tokenFile, client-certificate, client-key, username or as: give token,"
              + " or client-certificate-data and client-key-data");
    }
  }

  private static boolean isAny(@Nullable String... texts) {
    return Stream.of(texts).anyMatch(text -> text != null && !text.isEmpty());
  }

  private static boolean isHttps(@Nullable String server) {
    try {
      URI uri = URI.create(server == null ? "" : server);
      return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static IOException problem(String what) {
    return new IOException("the kubeconfig " + what);
  }
}
