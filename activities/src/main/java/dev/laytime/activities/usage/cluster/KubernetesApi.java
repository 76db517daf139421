package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real API server. Who has it as {@link ClusterApi} sends nothing but GET. */
public final class KubernetesApi implements ClusterApi {

  /** Less than a scan's heartbeat may be late. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int LARGEST = 8 * 1024 * 1024;
  private static final int OK = 200;
  private static final int GONE = 410;
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final ServerCheck check;

  private KubernetesApi(KubernetesClient client, ServerCheck check) {
    this.client = client;
    this.check = check;
  }

  /**
   * The cluster of a kubeconfig.
   *
   * @param context in it; null for its current one
   * @throws IOException if the file does not say how it is reached
   */
  public static KubernetesApi of(Path kubeconfig, @Nullable String context) throws IOException {
    return Deadline.within(PATIENCE, () -> connect(new Kubeconfig(kubeconfig).of(context)));
  }

  /**
   * The cluster of a kubeconfig that somebody else wrote: {@link KubernetesApiCredentials}.
   *
   * @param kubeconfig its text
   * @param context in it; null for its current one
   * @param check asked before each request
   * @throws IOException if it does not say how the cluster is reached, or says more
   */
  public static KubernetesApi ofText(String kubeconfig, @Nullable String context, ServerCheck check)
      throws IOException {
    Config config = new KubernetesApiCredentials(kubeconfig).of(context);
    return Deadline.within(PATIENCE, () -> connect(config, check));
  }

  /**
   * The cluster in which this process runs, as its service account.
   *
   * @param environment of the process
   * @throws IOException if it runs in none
   * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">
   *     Kubernetes, accessing the API from a Pod</a>
   */
  public static KubernetesApi inCluster(Map<String, String> environment) throws IOException {
    String host = environment.get("KUBERNETES_SERVICE_HOST");
    String port = environment.get("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null || !Files.isReadable(ACCOUNT.resolve("token"))) {
      throw new IOException("this worker runs in no cluster, or without a service account");
    }
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
            .withCaCertFile(ACCOUNT.resolve("ca.crt").toString())
            .withOauthToken(Files.readString(ACCOUNT.resolve("token")).strip())
            .build();
    return Deadline.within(PATIENCE, () -> connect(config));
  }

  private static KubernetesApi connect(Config config) {
    return connect(config, ServerCheck.NONE);
  }

  private static KubernetesApi connect(Config config, ServerCheck check) {
    Config once =
        new ConfigBuilder(config)
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout((int) Duration.ofSeconds(10).toMillis())
            .withRequestTimeout((int) PATIENCE.toMillis())
            .build();
    return new KubernetesApi(
        new KubernetesClientBuilder()
            .withConfig(once)
            .withHttpClientFactory(new StraightHttp())
            .build(),
        check);
  }

  /** An API server that sends elsewhere would have somebody else answer for it. */
  private static final class StraightHttp extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
      builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
    }
  }

  @Override
  public Answer get(String path) throws IOException {
    HttpRequest request = request(path);
    return Deadline.within(PATIENCE, () -> read(answer(request)));
  }

  /**
   * All objects of a collection, page by page, as they were at one moment.
   *
   * @param path of the collection, perhaps with a query
   * @param made what is made of an object
   * @throws IOException if any page is missing; the message says what came instead
   */
  public <T> List<T> list(String path, Function<JsonNode, List<T>> made) throws IOException {
    try {
      return new PagedList(this, () -> {}).read(path, made);
    } catch (PagedList.IncompleteException e) {
      throw new IOException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Writes: for what a cluster's users are to see in it, never for what scans read.
   *
   * @param path with its query
   * @param mediaType of the body; null for neither
   * @throws IOException if there is no answer; it may have been done
   */
  public Answer send(
      Method method, String path, @Nullable String mediaType, @Nullable JsonNode body)
      throws IOException {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(url(path))
            .method(method.name(), mediaType, body == null ? null : body.toString())
            .build();
    return Deadline.within(PATIENCE, () -> read(answer(request)));
  }

  /**
   * Asks for the end of a text, as the log of a container.
   *
   * @param path with its query
   * @param bytes that it has at most
   * @throws IOException if it is refused, or there is no whole answer
   */
  public String tail(String path, int bytes) throws IOException {
    HttpRequest request = request(path);
    return Deadline.within(PATIENCE, () -> tail(answer(request), bytes));
  }

  private static String tail(HttpResponse<InputStream> response, int bytes) throws IOException {
    if (!response.isSuccessful()) {
      throw new IOException(read(response).refusal());
    }
    try (InputStream body = response.body()) {
      return new Tail(bytes).of(body);
    }
  }

  /** How something is written. */
  public enum Method {
    /** A new object. */
    POST,
    /** A change to one. */
    PATCH,
    /** An object is to go. */
    DELETE
  }

  private HttpRequest request(String path) {
    return client.getHttpClient().newHttpRequestBuilder().uri(url(path)).build();
  }

  private HttpResponse<InputStream> answer(HttpRequest request)
      throws IOException, InterruptedException, ExecutionException {
    check.require(client.getMasterUrl().getHost());
    return client.getHttpClient().sendAsync(request, InputStream.class).get();
  }

  private String url(String path) {
    String base = client.getMasterUrl().toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  private static Answer read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return new Answer(response.code(), parse(bytes(body), response.isSuccessful()));
    }
  }

  private static byte[] bytes(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new TooLongException(LARGEST);
    }
    return bytes;
  }

  private static JsonNode parse(byte[] bytes, boolean required) throws IOException {
    try {
      JsonNode body = JSON.readTree(bytes);
      return body == null ? MissingNode.getInstance() : body;
    } catch (IOException e) {
      if (required) {
        throw new IOException("an answer is no JSON", e);
      }
      return MissingNode.getInstance();
    }
  }

  @Override
  public void watchPods(
      @Nullable String namespace, String version, Duration longest, PodEvents events)
      throws IOException {
    String pods = namespace == null ? "/api/v1/pods" : "/api/v1/namespaces/" + namespace + "/pods";
    HttpRequest request =
        request(
            "%s?watch=true&allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=%d"
                .formatted(pods, version, longest.toSeconds()));
    Duration late = longest.compareTo(PATIENCE) < 0 ? longest : PATIENCE;
    var _ =
        Deadline.within(
            longest.plus(late),
            () -> {
              watch(answer(request), events);
              return true;
            });
  }

  private static void watch(HttpResponse<InputStream> response, PodEvents events)
      throws IOException {
    if (response.code() == OK) {
      try (InputStream body = response.body()) {
        new WatchStream(body, LARGEST, events).read();
      }
      return;
    }
    String refusal = read(response).refusal();
    throw response.code() == GONE ? new ForgottenException(refusal) : new IOException(refusal);
  }

  @Override
  public void close() {
    client.close();
  }
}
