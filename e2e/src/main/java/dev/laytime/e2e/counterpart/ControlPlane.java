package dev.laytime.e2e.counterpart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A cluster's real control plane without a node: objects are made, controllers make others of them,
 * and nothing runs.
 */
public final class ControlPlane implements AutoCloseable {

  /** A user that may everything. */
  public static final String ADMIN = "admin-token";

  /** A user that may what it is given. */
  public static final String SCANNER = "scanner-token";

  private static final Duration START = Duration.ofMinutes(2);
  private static final String SERVICES = "10.96.0.0/24";
  private static final String KUBELETS = "kubelets.crt";

  private final Workspace workspace;
  private final Path data;
  private final int etcdPort = Loopback.freePort();
  private final int port = Loopback.freePort();
  private final String services;
  private final KubernetesClient client;
  private Child apiServer;

  private ControlPlane(Workspace workspace, String services) {
    this.workspace = workspace;
    this.services = services;
    this.data = workspace.directory("cluster");
    writeKeys();
    workspace.startNumbered(etcd());
    this.apiServer = workspace.startNumbered(apiServer());
    this.client = new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** Starts one with controllers; it ends with the workspace. */
  public static ControlPlane start(Workspace workspace) {
    return start(workspace, SERVICES);
  }

  /** Starts one with a scheduler too, whose Pods reach the API server, and services by name. */
  public static ControlPlane start(Workspace workspace, PodNetwork network) {
    ControlPlane cluster = start(workspace, network.services());
    workspace.startNumbered(cluster.scheduler());
    network.open(cluster.port, cluster.client);
    return cluster;
  }

  private static ControlPlane start(Workspace workspace, String services) {
    ControlPlane cluster = workspace.keep(new ControlPlane(workspace, services));
    cluster.awaitReady();
    workspace.startNumbered(cluster.controllers());
    return cluster;
  }

  /** As the user that may everything. */
  public KubernetesClient client() {
    return client;
  }

  /** The port of the API server on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** What it shows to kubelets, which do as it says: in PEM. */
  Path shownToKubelets() {
    return data.resolve(KUBELETS);
  }

  /** Makes a namespace. */
  public void namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** Makes every object of a text in YAML. */
  public void create(String yaml) {
    for (HasMetadata object : client.load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items()) {
      client.resource(object).create();
    }
  }

  /** Ends the API server as a power cut would. */
  public void kill() {
    apiServer.kill();
  }

  /** Starts it again on what etcd has. */
  public void startAgain() {
    apiServer = workspace.startNumbered(apiServer());
    awaitReady();
  }

  /** Makes etcd forget what was before: who watches or reads on from there is told 410. */
  public void compact() {
    String etcd = "http://" + Loopback.address(etcdPort) + "/v3/kv/";
    String key = Base64.getEncoder().encodeToString("x".getBytes(UTF_8));
    String revision =
        post(etcd + "range", "{\"key\":\"" + key + "\"}")
            .replaceAll(".*\"revision\":\"(\\d+)\".*", "$1");
    post(etcd + "compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  /** A token of a service account. */
  public String tokenOf(String namespace, String account) {
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest()
        .getStatus()
        .getToken();
  }

  /** What a service account asked for and was let do: lines of JSON, in the audit log's form. */
  public List<String> audited(String namespace, String account) {
    String user = "\"username\":\"system:serviceaccount:%s:%s\"".formatted(namespace, account);
    return Workspace.read(data.resolve("audit.log"))
        .lines()
        .filter(line -> line.contains(user))
        .toList();
  }

  /** A kubeconfig of one context, {@code here}, as a user. */
  public Path kubeconfig(String token) {
    return kubeconfig(token, port);
  }

  /** The same by way of another port, as of a proxy. */
  public Path kubeconfig(String token, int way) {
    String config =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
        users: [{name: somebody, user: {token: %s}}]
        contexts: [{name: here, context: {cluster: here, user: somebody}}]
        current-context: here
        """
            .formatted(way, token);
    return write("kubeconfig-" + Integer.toHexString(token.hashCode()) + "-" + way, config);
  }

  /** The text of one that says everything itself, and has the server's certificate checked. */
  public String checkedKubeconfig(String token) {
    byte[] authority = Workspace.read(data.resolve("certs/apiserver.crt")).getBytes(UTF_8);
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: here, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
    users: [{name: somebody, user: {token: %s}}]
    contexts: [{name: here, context: {cluster: here, user: somebody}}]
    current-context: here
    """
        .formatted(port, Base64.getEncoder().encodeToString(authority), token);
  }

  @Override
  public void close() {
    client.close();
  }

  private void awaitReady() {
    Await.until("the API server is ready", START, this::isReady);
  }

  private boolean isReady() {
    try {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("kube-system").get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("https://" + Loopback.address(port))
        .withOauthToken(ADMIN)
        .withTrustCerts(true)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private Command etcd() {
    String clients = "http://" + Loopback.address(etcdPort);
    String peers = "http://" + Loopback.address(Loopback.freePort());
    return Command.of(
        "etcd",
        Checkout.binary("etcd"),
        "--data-dir=" + data.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers);
  }

  private Command apiServer() {
    return Command.of(
        "kube-apiserver",
        Checkout.binary("kube-apiserver"),
        "--etcd-servers=http://" + Loopback.address(etcdPort),
        "--cert-dir=" + data.resolve("certs"),
        "--secure-port=" + port,
        "--bind-address=127.0.0.1",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + data.resolve("accounts.pub"),
        "--service-account-signing-key-file=" + data.resolve("accounts.key"),
        "--kubelet-client-certificate=" + data.resolve(KUBELETS),
        "--kubelet-client-key=" + data.resolve("kubelets.key"),
        "--allow-privileged=true",
        "--service-cluster-ip-range=" + services,
        "--authorization-mode=RBAC",
        "--token-auth-file=" + data.resolve("tokens.csv"),
        "--audit-policy-file=" + data.resolve("audit.yaml"),
        "--audit-log-path=" + data.resolve("audit.log"),
        "--endpoint-reconciler-type=none");
  }

  private Command controllers() {
    return Command.of(
        "kube-controller-manager",
        Checkout.binary("kube-controller-manager"),
        "--kubeconfig=" + kubeconfig(ADMIN),
        "--service-account-private-key-file=" + data.resolve("accounts.key"),
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        "--secure-port=" + Loopback.freePort(),
        "--root-ca-file=" + data.resolve("certs/apiserver.crt"));
  }

  private Command scheduler() {
    return Command.of(
        "kube-scheduler",
        Checkout.binary("kube-scheduler"),
        "--kubeconfig=" + kubeconfig(ADMIN),
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        "--secure-port=" + Loopback.freePort());
  }

  private void writeKeys() {
    write("audit.yaml", AUDIT);
    ClientCertificate own =
        ClientCertificate.make(workspace, "kube-apiserver", data.resolve("kubelets.p12"));
    write(KUBELETS, own.certificate());
    write("kubelets.key", own.key());
    write("tokens.csv", ADMIN + ",admin,admin,system:masters\n" + SCANNER + ",scanner,scanner\n");
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      write("accounts.key", ClientCertificate.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      write("accounts.pub", ClientCertificate.pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has RSA", e);
    }
  }

  /** What service accounts asked for; nobody asks what the others did. */
  private static final String AUDIT =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - {level: Metadata, userGroups: ["system:serviceaccounts"]}
        - {level: None}
      """;

  /** At once: others read what is written again here. */
  private Path write(String name, String content) {
    try {
      Path whole = Files.writeString(Files.createTempFile(data, name, ""), content);
      return Files.move(whole, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + name, e);
    }
  }

  private static String post(String url, String body) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException("POST " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
