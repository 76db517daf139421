package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.Regctl;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.counterpart.TokenServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.RandomClosure;
import dev.laytime.image.Digest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The judges are judged: a proof that rests on them is worth as much as they are. */
@ExtendWith(ProvingGround.class)
final class CounterpartsTest {

  private static final int BYTES = 200_000;

  private static Workspace workspace;
  private static DistributionRegistry distribution;
  private static Images images;
  private static Crane crane;

  @BeforeAll
  static void start(Workspace given) {
    workspace = given;
    distribution = DistributionRegistry.start(given);
    images = given.keep(new Images(given.directory("images")));
    crane = new Crane(given);
  }

  @Test
  void makeImagesThatCraneFindsValid() {
    Digest digest =
        images.index(distribution, "made/index", "1", List.of("amd64", "arm64"), 2, BYTES);
    String image = distribution.image("made/index:1");
    assertThat(crane.digest(image)).isEqualTo(digest.value());
    assertThat(crane.validate(image).orThrow()).startsWith("PASS");
  }

  /** Those that are copied between the registries. */
  @Test
  void makeImagesOfEveryOddity() {
    String all =
        LongStream.rangeClosed(2, 4)
            .mapToObj(seed -> RandomClosure.push(distribution, "odd/app" + seed, seed))
            .flatMap(closure -> closure.manifests().values().stream())
            .map(RandomClosure.Document::text)
            .collect(Collectors.joining("\n"));
    assertThat(all)
        .contains(
            "\"mediaType\":\"application/vnd.docker.distribution.manifest.list.v2+json\",",
            "\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",",
            "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",",
            "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",",
            "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.index.v1+json\"",
            "\"size\":0",
            "\"digest\":\"sha512:",
            "\"data\":",
            "\"artifactType\":",
            "\"subject\":",
            "\"x-odd\":",
            "\n   ")
        .as("without a media type")
        .containsPattern("\"schemaVersion\":2,(\"x-odd\":\\{.*?},)?\"config\"")
        .containsPattern("\"schemaVersion\":2,(\"x-odd\":\\{.*?},)?\"manifests\"");
  }

  @Test
  void attachReferrersWithAndWithoutTheirApi() {
    for (RegistryServer registry : List.of(distribution, OlaregRegistry.start(workspace))) {
      images.image(registry, "made/signed", "1", 1, BYTES);
      Regctl regctl = Regctl.in(workspace);
      regctl.attach(registry, registry.image("made/signed:1"), "application/x.one", "one");
      regctl.attach(registry, registry.image("made/signed:1"), "application/x.two", "two");
      assertThat(regctl.referrers(registry, registry.image("made/signed:1"))).hasSize(2);
    }
  }

  @Test
  void logWhatWasSent() {
    int before = distribution.requests().size();
    images.image(distribution, "made/logged", "1", 3, BYTES);
    var requests = distribution.requests();
    assertThat(requests.subList(before, requests.size()))
        .filteredOn(request -> request.isBlobSent())
        .hasSize(4);
  }

  @Test
  void breakWhatPassesThrough() {
    images.image(distribution, "made/broken", "1", 1, BYTES);
    try (FaultProxy proxy = FaultProxy.before(distribution)) {
      String image = proxy.image("made/broken:1");
      assertThat(crane.validate(image).exitCode()).isZero();
      for (Fault.Body body : List.of(Fault.Body.WRONG, Fault.Body.TRUNCATED)) {
        proxy.behave(Fault.to(Fault::isBlob, new Fault.Spoil(body)));
        assertThat(crane.validate(image).exitCode()).isNotZero();
      }
      proxy.behave(Fault.to(Fault::isManifest, new Fault.Answer(404)));
      assertThat(crane.knows(image)).isFalse();
    }
  }

  @Test
  void wantATokenAndTakeIt() {
    Digest digest = images.image(distribution, "made/guarded", "1", 1, BYTES);
    try (TokenServer tokens = TokenServer.start(workspace.directory("tokens"))) {
      DistributionRegistry guarded = distribution.guardedBy(tokens, workspace);
      assertThat(Regctl.in(workspace).digest(guarded, guarded.image("made/guarded:1")))
          .isEqualTo(digest.value());
      assertThat(tokens.scopes()).contains("repository:made/guarded:pull");
    }
  }

  @Test
  void rememberWorkflowsOverACrash() {
    TemporalServer temporal = TemporalServer.start(workspace);
    WorkflowStub started =
        temporal
            .client()
            .newUntypedWorkflowStub(
                "Nothing",
                WorkflowOptions.newBuilder().setTaskQueue("none").setWorkflowId("kept").build());
    started.start();
    temporal.kill();
    temporal.startAgain();
    assertThat(history(temporal.client())).isEqualTo(2);
  }

  private static int history(WorkflowClient client) {
    return client.fetchHistory("kept").getEvents().size();
  }
}
