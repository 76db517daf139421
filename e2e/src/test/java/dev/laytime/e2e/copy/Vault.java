package dev.laytime.e2e.copy;

import dev.laytime.e2e.Canary;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.counterpart.TokenServer;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The same content behind every kind of lock, and a worker that finds each key where it looks. */
final class Vault {

  static final Canary API = new Canary("", "canaryOfTheApisToken");
  private static final Canary PASSWORD = new Canary("robot", "canaryOfAPassword");
  private static final Canary LOGIN = new Canary("clerk", "canaryOfDockersConfiguration");
  private static final Canary REFRESH = new Canary("", "canaryOfARefreshToken");
  private static final Canary WRONG = new Canary("stranger", "canaryOfAHelper");
  private static final Canary LEDGER = new Canary("postgres", "canaryOfTheLedgersPassword");
  private static final Canary SOURCE = new Canary("reader", "canaryOfASourcesPassword");
  private static final Canary PROXY = new Canary("surfer", "canaryOfAProxysPassword");
  private static final Canary SIGNATURE = new Canary("", "canaryOfASignedAddress");

  /** What {@code htpasswd -B} makes of the password. */
  private static final String HASHED =
      "robot:$2b$04$zcvkaHOg3gwVbZWZBSOGX.wgHictPHs.BnQQKqFPN6jCbPcDZs1Bm";

  private final Workspace workspace;
  private final Path files;
  private final DistributionRegistry open;
  private final DistributionRegistry byPassword;
  private final DistributionRegistry byLogin;
  private final DistributionRegistry byRefreshing;
  private final TokenServer tokens;
  private final FaultProxy astray;

  Vault(Workspace workspace) {
    this.workspace = workspace;
    files = workspace.directory("vault");
    open = DistributionRegistry.start(workspace);
    byPassword = open.guardedBy(write("htpasswd", HASHED), workspace);
    tokens = workspace.keep(TokenServer.start(files, Set.of(LOGIN.shown(), REFRESH.shown())));
    byLogin = open.guardedBy(tokens, workspace);
    byRefreshing = open.guardedBy(tokens, workspace);
    astray = workspace.keep(FaultProxy.before(open));
    astray.behave(this::leadAstray);
  }

  /** Open to all. */
  DistributionRegistry open() {
    return open;
  }

  /** Wants a name and a password; these are in files. */
  DistributionRegistry byPassword() {
    return byPassword;
  }

  /** Wants a token, which is given for what Docker's configuration has. */
  DistributionRegistry byLogin() {
    return byLogin;
  }

  /** Wants a token, which is given for what a pull secret has. */
  DistributionRegistry byRefreshing() {
    return byRefreshing;
  }

  /** The registry {@link #byPassword} by another name, for which a helper has a wrong one. */
  String misjudged() {
    return byPassword.host().replace("127.0.0.1", "localhost");
  }

  /** Whether somebody came there with the wrong one. */
  boolean wasMisjudged() {
    return Workspace.read(byPassword.process().errors()).contains("authentication failure");
  }

  /** Sends those who want a blob to a signed address, where nothing is. */
  FaultProxy astray() {
    return astray;
  }

  /** Whether somebody went to the signed address. */
  boolean wasLedAstray() {
    return astray.seen().stream().anyMatch(seen -> seen.target().contains(SIGNATURE.secret()));
  }

  /** Whether it was asked for the source of use that it hides, and once more with a password. */
  boolean wasAskedForTheSource() {
    return astray.seen().stream().filter(Vault::isSource).count() > 1;
  }

  private static boolean isSource(FaultProxy.Seen request) {
    return request.target().startsWith("/apps.git");
  }

  /** Everything that must be found nowhere. */
  List<Canary> canaries() {
    return Stream.concat(
            Stream.of(API, PASSWORD, LOGIN, REFRESH, WRONG, LEDGER, SOURCE, PROXY, SIGNATURE),
            tokens.issued().stream().map(token -> new Canary("", token)))
        .toList();
  }

  /** A stage behind a lock, mirrored from behind another, with every secret that there can be. */
  LaytimeWorker worker(TemporalServer temporal, PostgresServer postgres) {
    Manifests manifests = new Manifests(workspace.directory("manifests"));
    manifests.deploy("app", byLogin.image("prod/app:1"));
    Configuration configuration =
        new Configuration()
            .stage("prod", byLogin.image("prod"))
            .directory("apps", manifests.directory(), Durations.QUICK)
            .git("closed", "http://" + astray.image("apps.git"), SOURCE.user(), file(SOURCE))
            .mirror(
                byLogin.image("prod"),
                byPassword.image("there"),
                "repositories: ['**']",
                "namespaces: ['*']")
            .lines(
                "registries:",
                "  - host: " + byPassword.host(),
                "    username: " + PASSWORD.user(),
                "    password-file: " + file(PASSWORD),
                "  - host: " + byRefreshing.host(),
                "    pull-secret: " + write("pull-secret", pullSecret()),
                "ledger:",
                "  url: " + postgres.url(),
                "  username: " + LEDGER.user(),
                "  password-file: " + file(LEDGER),
                "api:",
                "  token-file: " + file(API));
    write("config.json", dockerConfiguration());
    permit(write("docker-credential-e2e", helper()), "rwx------");
    return LaytimeWorker.start(
        workspace,
        temporal,
        List.of("--logging.level.root=trace", "--laytime.config=" + configuration.writeTo(files)),
        Map.of(
            "DOCKER_CONFIG", files.toString(),
            "PATH", files + ":" + System.getenv("PATH"),
            "HTTPS_PROXY", "http://%s@127.0.0.1:9".formatted(PROXY.shown())));
  }

  /** A file that holds a secret, for its owner's eyes alone. */
  Path file(Canary canary) {
    Path file = write(workspace.directory("secret").resolve("file"), canary.secret() + "\n");
    permit(file, "rw-------");
    return file;
  }

  private String pullSecret() {
    return "{\"auths\":{\"%s\":{\"identitytoken\":\"%s\"}}}"
        .formatted(byRefreshing.host(), REFRESH.secret());
  }

  private String dockerConfiguration() {
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}},\"credHelpers\":{\"%s\":\"e2e\"}}"
        .formatted(byLogin.host(), Canary.base64(LOGIN.shown()), misjudged());
  }

  private static String helper() {
    return """
    #!/bin/sh
    echo '{"Username":"%s","Secret":"%s"}'
    """
        .formatted(WRONG.user(), WRONG.secret());
  }

  private Fault.Reaction leadAstray(FaultProxy.Seen request) {
    if (isSource(request)) {
      return new Fault.Answer(401, Map.of("WWW-Authenticate", "Basic realm=\"e2e\""));
    }
    return Fault.isBlob(request)
        ? new Fault.Answer(
            307, Map.of("Location", "/nothing?X-Amz-Signature=" + SIGNATURE.secret()))
        : new Fault.Forward();
  }

  private Path write(String name, String text) {
    return write(files.resolve(name), text);
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  private static void permit(Path file, String permissions) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException("Change " + file, e);
    }
  }
}
