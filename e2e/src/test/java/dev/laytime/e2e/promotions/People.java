package dev.laytime.e2e.promotions;

import dev.laytime.e2e.Page;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Cosign;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Ann and Bob have keys of openssl's, Cid one of cosign's. They do what their page has people do,
 * by its own commands.
 *
 * @param directory where they do it
 */
record People(Workspace workspace, Path directory, Cosign cid) {

  private static final Page PAGE = Page.of("how-to/approve-with-a-key.md");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static People withNewKeys(Workspace workspace) {
    People people =
        new People(workspace, workspace.directory("people"), Cosign.withNewKey(workspace));
    String make = PAGE.code("sh", "openssl ecparam");
    people.shell(make, null).orThrow();
    people.shell(make.replace("ann", "bob"), null).orThrow();
    return people;
  }

  /** The worker's configuration of who they are. */
  String[] approvers() {
    return new String[] {
      "approvers:",
      "  - {name: ann, key-file: %s}".formatted(directory.resolve("ann.pub")),
      "  - {name: bob, key-file: %s}".formatted(directory.resolve("bob.pub")),
      "  - {name: cid, key-file: %s}".formatted(cid.publicKey())
    };
  }

  /** Ann orders what waits. */
  Execution order(LaytimeWorker worker, String image, String promotion, Digest digest) {
    return shell(
        PAGE.code("sh", "curl")
            .replace("registry.example.com/staging/app:1.2.3", image)
            .replace("https://laytime.example.com", worker.server())
            .replace("promotion/prod/app:1.2.3", promotion)
            .replace("sha256:…", digest.value()),
        worker);
  }

  /** Bob approves. */
  Execution approve(LaytimeWorker worker, String promotion, Digest digest) {
    return approve(worker, promotion, digest, "bob", "-sign bob.pem");
  }

  /** Ann approves as Bob. */
  Execution forge(LaytimeWorker worker, String promotion, Digest digest) {
    return approve(worker, promotion, digest, "bob", "-sign ann.pem");
  }

  /** What was approved last is sent once more. */
  Execution sendAgain(LaytimeWorker worker, String promotion, Digest digest) {
    String all = of(PAGE.code("sh", "promotions approve"), promotion, digest);
    return shell(all.substring(all.indexOf("laytime promotions approve")), worker);
  }

  private Execution approve(
      LaytimeWorker worker, String promotion, Digest digest, String by, String sign) {
    return shell(
        of(PAGE.code("sh", "promotions approve"), promotion, digest)
            .replace("--by ann", "--by " + by)
            .replace("-sign ann.pem", sign),
        worker);
  }

  /** Cid approves, with cosign instead of openssl. */
  Execution approveWithCosign(LaytimeWorker worker, String promotion, Digest digest) {
    String sign =
        PAGE.code("sh", "cosign sign-blob")
            .replace("cosign.key", cid.directory().resolve("cosign.key").toString());
    return shell(
        of(PAGE.code("sh", "promotions approve"), promotion, digest)
            .replace("--by ann", "--by cid")
            .replaceFirst("(?m)^openssl .*\n", Matcher.quoteReplacement(sign)),
        worker);
  }

  private static String of(String commands, String promotion, Digest digest) {
    return commands
        .replace("promotion/prod/app:1.2.3", promotion)
        .replace("sha256:…", digest.value());
  }

  private Execution shell(String commands, @Nullable LaytimeWorker worker) {
    String path =
        String.join(
            ":", Checkout.root().toString(), Checkout.binaries().toString(), System.getenv("PATH"));
    Command command =
        Command.of("shell", "bash", "-euo", "pipefail", "-c", commands)
            .with("PATH", path)
            .with("COSIGN_PASSWORD", "")
            .in(directory);
    return workspace.run(
        worker == null ? command : command.with("LAYTIME_SERVER", worker.server()), PATIENCE);
  }
}
