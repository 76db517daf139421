package dev.laytime.e2e.builds.node;

import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.GitServer;
import dev.laytime.e2e.counterpart.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/**
 * What workers in a yard are told: a rule for Pods of namespace {@code shop}, what objects of
 * namespaces {@code till} and {@code team-a} may, and a way from a stage to the next that asks for
 * what is said of builds.
 *
 * @param directory of the configuration, and of the files that it names
 */
record Settings(Path directory) {

  private static final String TEXT =
      """
      ledger:
        url: URL
      registries:
        - {host: 'HOST', insecure: true, username: USER, password-file: 'PASSWORD'}
        - {host: 'BASES', insecure: true}
      api: {token-file: 'TOKEN'}
      builders:
        namespace: builders
        image: 'OURS'
        push-secret: push
        # Its one node is amd64, and emulates nothing: what is built for arm64 runs nothing.
        nodes: prefer
        kaniko: {image: 'KANIKO'}
      builds:
        - name: shop
          images: {repositories: ['HOST/dev/shop']}
          git: {url: 'SOURCE'}
          refs: [{tag: "v{tag}"}]
          allow: {tags: ["v*"]}
          recipe: {strategy: kaniko, resources: {cpu: 10m, memory: 1Gi, disk: 2Gi}}
          orders: {namespaces: [shop], sources: [here]}
      attestations: {key-file: 'SIGNING'}
      verifiers: [{name: builds, key-file: 'VERIFYING'}]
      promotions:
        - name: to-prod
          from: dev
          to: prod
          repositories: ["till/**"]
          gates:
            - name: provenance
              attested: {verifier: builds, predicate-type: "https://slsa.dev/provenance/v1"}
            - name: contents
              attested: {verifier: builds, predicate-type: "https://cyclonedx.org/bom"}
      custom-resources:
        enabled: true
        namespace: laytime
        every: 1s
        tenants:
          - namespace: till
            prefixes: ['HOST/dev/till']
            builds: {git: ['TENANTS'], strategies: [kaniko]}
            promotions: {from: [dev], to: [prod]}
      adapters:
        image-operator:
          every: 1s
          builders:
            allowed: [{namespaces: [team-a], destinations: ['HOST/team-a/*']}]\
      """;

  /**
   * Writes them.
   *
   * @param kubeconfig of the cluster, with the rights of a worker
   * @param tenants where tenants' sources are
   */
  Path write(Yard yard, Path kubeconfig, GitServer tenants)
      throws IOException, GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String text =
        TEXT.replace("URL", PostgresServer.start(yard.workspace()).url())
            .replace("HOST", yard.host())
            .replace("USER", Yard.WORKER.user())
            .replace("PASSWORD", file("password", Yard.WORKER.secret()))
            .replace("BASES", yard.bases())
            .replace("OURS", yard.ours())
            .replace("KANIKO", yard.kaniko())
            .replace("SOURCE", yard.url())
            .replace("SIGNING", file("builds.key", pem("PRIVATE KEY", keys.getPrivate())))
            .replace("VERIFYING", file("builds.pub", pem("PUBLIC KEY", keys.getPublic())))
            .replace("TENANTS", tenants.url("**"))
            .replace("TOKEN", file("token", "a-token-for-writes-of-this-test"));
    return new Configuration()
        .stage("dev", yard.host() + "/dev")
        .stage("prod", yard.host() + "/prod")
        .stage("team-a", yard.host() + "/team-a")
        .cluster("here", kubeconfig, Durations.QUICK)
        .lines(text)
        .writeTo(directory);
  }

  /** The file of the API's token. */
  Path token() {
    return directory.resolve("token");
  }

  private static String pem(String kind, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind);
  }

  private String file(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            directory.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text).toString();
  }
}
