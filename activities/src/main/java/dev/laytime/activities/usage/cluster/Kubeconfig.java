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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that says how clusters are reached. The client makes up for what it lacks: it takes
 * another context, or the cluster that it runs in. Here all of it must be there.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">Kubernetes,
 *     kubeconfig</a>
 */
record Kubeconfig(Path file) {

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * How a context's cluster is reached.
   *
   * @param name of the context; null for the current one
   * @throws IOException if the file does not say all of that; the message quotes nothing of it
   */
  Config of(@Nullable String name) throws IOException {
    if (!Files.isReadable(file)) {
      throw problem("is not there or not readable");
    }
    io.fabric8.kubernetes.api.model.Config content = parse();
    String wanted = name == null ? content.getCurrentContext() : name;
    Context context = context(content.getContexts(), wanted);
    Cluster cluster = cluster(content.getClusters(), context);
    AuthInfo user = user(content.getUsers(), context);
    requireSafe(cluster);
    return completed(load(wanted), cluster, user);
  }

  /** A parser's message quotes what it could not read, and that may be a token. */
  private io.fabric8.kubernetes.api.model.Config parse() throws IOException {
    try {
      return KubeConfigUtils.parseConfig(file.toFile());
    } catch (RuntimeException e) {
      throw problem("is no kubeconfig");
    }
  }

  private Config load(String context) throws IOException {
    try {
      return Config.fromKubeconfig(context, file.toFile());
    } catch (RuntimeException e) {
      throw problem("cannot be used: see its user's program, and the files that it names");
    }
  }

  private Context context(List<NamedContext> all, @Nullable String name) throws IOException {
    if (name == null || name.isEmpty()) {
      throw problem("has no current context; set context");
    }
    for (NamedContext named : all) {
      if (named.getName().equals(name)) {
        return named.getContext();
      }
    }
    throw problem(
        "has no context '%s'; it has %s"
            .formatted(name, all.stream().map(NamedContext::getName).toList()));
  }

  private Cluster cluster(List<NamedCluster> all, Context context) throws IOException {
    for (NamedCluster named : all) {
      if (named.getName().equals(context.getCluster())) {
        return named.getCluster();
      }
    }
    throw problem("has no cluster '%s', which its context names".formatted(context.getCluster()));
  }

  private AuthInfo user(List<NamedAuthInfo> all, Context context) throws IOException {
    for (NamedAuthInfo named : all) {
      if (named.getName().equals(context.getUser())) {
        return named.getUser();
      }
    }
    throw problem("has no user '%s', which its context names".formatted(context.getUser()));
  }

  /** Without TLS a credential goes to this machine or nowhere. */
  private void requireSafe(Cluster cluster) throws IOException {
    String server = cluster.getServer() == null ? "" : cluster.getServer();
    try {
      URI uri = URI.create(server);
      boolean here = uri.getHost() != null && HERE.contains(uri.getHost());
      if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw problem("has a server that is no https:// address");
  }

  /** What the client leaves out: a file with the token, and the proxy for a server with TLS. */
  private Config completed(Config config, Cluster cluster, AuthInfo user) throws IOException {
    ConfigBuilder completed = new ConfigBuilder(config);
    String tokenFile = user.getTokenFile();
    if (tokenFile != null && !tokenFile.isEmpty()) {
      Path token = file.toAbsolutePath().resolveSibling(tokenFile);
      if (!Files.isReadable(token)) {
        throw problem("names a file with a token that is not there or not readable");
      }
      completed.withOauthToken(Files.readString(token).strip());
    }
    if (cluster.getProxyUrl() != null) {
      completed.withHttpsProxy(cluster.getProxyUrl());
    }
    return completed.build();
  }

  private IOException problem(String what) {
    return new IOException("the kubeconfig %s %s".formatted(file, what));
  }
}
