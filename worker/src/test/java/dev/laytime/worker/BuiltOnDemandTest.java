package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Why;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A whole worker that builds what manifests name and nobody has. */
@ResourceLock(EmbeddedWorker.ONE)
class BuiltOnDemandTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final PersonIdent ANN = new PersonIdent("ann", "ann@test");

  @TempDir Path directory;
  private EmbeddedRegistry registry;
  private String proposed = "";

  @BeforeEach
  void start() throws IOException, GitAPIException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    Path source = Files.createDirectories(directory.resolve("shop"));
    try (Git git = Git.init().setDirectory(source.toFile()).setInitialBranch("main").call()) {
      Files.createDirectories(source.resolve(".laytime"));
      Files.writeString(
          source.resolve(".laytime/image.yaml"),
          "from: scratch\nlayers: [{files: '*.html', to: /srv}]\n");
      Files.writeString(source.resolve("index.html"), "<h1>Shop</h1>\n");
      commit(git);
      var _ = git.tag().setName("v1.0").setAnnotated(false).call();
      Files.writeString(source.resolve("index.html"), "<h1>Pwned</h1>\n");
      RevCommit proposal = commit(git);
      proposed = proposal.name();
      var update = git.getRepository().updateRef("refs/pull/1/head");
      update.setNewObjectId(proposal);
      var _ = update.update();
      var _ = git.reset().setMode(ResetType.HARD).setRef("v1.0").call();
    }
  }

  private static RevCommit commit(Git git) throws GitAPIException {
    var _ = git.add().addFilepattern(".").call();
    return git.commit().setMessage("change").setAuthor(ANN).setCommitter(ANN).setSign(false).call();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void buildsOnceWhatTenObjectsName() throws Exception {
    for (int i = 0; i < 10; i++) {
      deploy("web" + i, "shop:1.0");
    }
    try (EmbeddedWorker worker = worker()) {
      Why there = await(worker, "shop:1.0", why -> why.state().equals("PRESENT"));

      assertThat(there.digest()).isEqualTo(digest("prod/shop", "1.0"));
      BuildStatus end =
          worker
              .bean(WorkflowClient.class)
              .newUntypedWorkflowStub(buildId("shop:1.0"))
              .getResult(BuildStatus.class);
      assertThat(end.state()).as(end.cause()).isEqualTo(BuildState.DONE);
      assertThat(end.attempts()).isEqualTo(1);
      assertThat(end.tags()).containsExactly("1.0", "stable");
      assertThat(digest("prod/shop", "stable")).isEqualTo(there.digest());
      List<Builds.Known> builds = builds(worker);
      assertThat(builds).hasSize(1);
      assertThat(builds.getFirst().charged()).isEqualTo("manifests/shop");

      deploy("other", "again:1.0");
      Why again = await(worker, "again:1.0", why -> why.state().equals("PRESENT"));
      assertThat(again.digest()).as("the same source is the same image").isEqualTo(there.digest());
    }
  }

  @Test
  void saysWhyNothingIsBuiltThatNoAllowedNameLeadsTo() throws Exception {
    deploy("fork", "shop:sha-" + proposed);
    deploy("gone", "shop:9.9");
    deploy("stranger", "closed:1.0");
    try (EmbeddedWorker worker = worker()) {
      Why fork = await(worker, "shop:sha-" + proposed, why -> says(why, "failed"));
      assertThat(fork.reasons().getFirst()).contains("has no tag vsha-" + proposed);
      Why gone = await(worker, "shop:9.9", why -> says(why, "failed"));
      assertThat(gone.reasons().getFirst()).contains("has no tag v9.9");
      Why stranger = await(worker, "closed:1.0", why -> says(why, "is not built"));
      assertThat(stranger.reasons().getFirst())
          .contains("takes no orders from [shop of manifests]");

      assertThat(builds(worker))
          .hasSize(2)
          .allMatch(known -> known.status().attempts() == 0)
          .allMatch(known ->
              known.status().failure() != null
                  && known.status().failure().kind() == BuildFailureKind.UNKNOWN_REF);
    }
  }

  private static List<Builds.Known> builds(EmbeddedWorker worker) {
    return worker.bean(Builds.class).list(new Builds.Filter(null, null, null, 10));
  }

  private static boolean says(Why why, String part) {
    return why.reasons().stream().anyMatch(reason -> reason.contains(part));
  }

  private void deploy(String name, String image) throws IOException {
    Path manifests = Files.createDirectories(directory.resolve("manifests"));
    Files.writeString(
        manifests.resolve(name + ".yaml"),
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: shop}
        spec: {containers: [{name: app, image: "%s/prod/%s"}]}
        """
            .formatted(name, registry.address(), image));
  }

  private EmbeddedWorker worker() throws IOException {
    String stage = registry.address() + "/prod";
    String git =
        directory.resolve("shop/.git").toUri().toString().replaceFirst("^file:/+", "file:///");
    Files.writeString(
        directory.resolve("laytime.yaml"),
        """
        stages: [{name: prod, prefix: %1$s}]
        sources: [{name: manifests, directory: manifests, scan-every: 1s}]
        builds:
          - name: shop
            images: {repositories: ["%1$s/shop", "%1$s/again"]}
            git: {url: "%2$s"}
            refs: [{tag: "v{tag}"}, {commit: "sha-"}]
            allow: {tags: ["v*"], branches: [main]}
            recipe: {platforms: [linux/amd64, linux/arm64]}
            orders: {namespaces: [shop], sources: [manifests]}
            after: {aliases: [stable]}
          - name: closed
            images: {repositories: ["%1$s/closed"]}
            git: {url: "%2$s"}
            refs: [{tag: "v{tag}"}]
            allow: {tags: ["v*"]}
            orders: {namespaces: [team], sources: [manifests]}
        """
            .formatted(stage, git));
    return new EmbeddedWorker(directory, "--laytime.config=" + directory.resolve("laytime.yaml"));
  }

  private Reference image(String name) {
    return Reference.parse(registry.address() + "/prod/" + name);
  }

  private String buildId(String name) {
    Repository repository = image(name).repository();
    return WorkflowIds.build(repository, new Tag(name.substring(name.indexOf(':') + 1)));
  }

  private Why await(EmbeddedWorker worker, String name, Predicate<Why> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<Why> last = why(worker, name);
    while (last.filter(wanted).isEmpty()) {
      assertThat(System.nanoTime()).as("%s tells %s", name, last).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
      last = why(worker, name);
    }
    return last.orElseThrow();
  }

  private Optional<Why> why(EmbeddedWorker worker, String name) {
    try {
      return Optional.of(
          worker
              .bean(WorkflowClient.class)
              .newUntypedWorkflowStub(WorkflowIds.life(image(name)))
              .query("why", Why.class));
    } catch (WorkflowException notYet) {
      return Optional.empty();
    }
  }

  private Digest digest(String repository, String tag) throws IOException {
    return OciLayout.open(directory.resolve("registry").resolve(repository))
        .find(new Tag(tag))
        .orElseThrow()
        .descriptor()
        .digest();
  }
}
