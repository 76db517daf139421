package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.BlobWriter;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.PollReport;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import dev.laytime.workflow.MirrorPoll;
import dev.laytime.workflow.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A whole worker that keeps copies of the tags of one repository in another registry. */
@ResourceLock(EmbeddedWorker.ONE)
class MirroredTagsTest {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  @TempDir Path directory;
  private EmbeddedRegistry up;
  private EmbeddedRegistry copies;
  private OciLayout source;
  private OciLayout target;

  @BeforeEach
  void start() throws IOException {
    up = EmbeddedRegistry.start(directory.resolve("up"), 0);
    copies = EmbeddedRegistry.start(directory.resolve("copies"), 0);
    source = OciLayout.openOrCreate(directory.resolve("up/app"));
    target = OciLayout.openOrCreate(directory.resolve("copies/app"));
  }

  @AfterEach
  void stop() {
    up.close();
    copies.close();
  }

  @Test
  void copiesWhatItsConfigurationSelectsAndTellsOfIt() throws Exception {
    Digest one = publish("v1");
    publish("v2");
    publish("latest");
    up.behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(500))
                .on(RequestMatcher.path("/v2/app/manifests/v2")));
    try (EmbeddedWorker worker = worker()) {
      PollReport first = poll(worker);
      assertThat(first.failure()).isEmpty();
      assertThat(first.count().copied()).isEqualTo(1);
      assertThat(first.count().troubles()).isEqualTo(1);
      assertThat(target.find(new Tag("v1")).orElseThrow().descriptor().digest()).isEqualTo(one);
      assertThat(target.tags()).containsExactly(new Tag("v1"));

      copies.requests().clear();
      assertThat(poll(worker).count().copied()).isZero();
      assertThat(copies.requests().entries()).isEmpty();
      String mirrors = worker.get("/api/v1/mirrors?name=copies").body();
      assertThat(mirrors)
          .contains(
              "\"counts\":{\"matched\":2,\"current\":1,\"due\":0,\"failing\":1,\"left\":0",
              "app:v2: 127.0.0.1");
      assertThat(worker.get("/api/v1/mirrors?name=other").statusCode()).isEqualTo(404);
    }
  }

  private EmbeddedWorker worker() {
    return new EmbeddedWorker(
        directory,
        "--laytime.mirrors[0].name=copies",
        "--laytime.mirrors[0].source=" + up.address() + "/app",
        "--laytime.mirrors[0].target=" + copies.address() + "/app",
        "--laytime.mirrors[0].poll=1d",
        "--laytime.mirrors[0].tags.glob[0]=v*");
  }

  private static PollReport poll(EmbeddedWorker worker) {
    return worker
        .bean(WorkflowClient.class)
        .newWorkflowStub(
            MirrorPoll.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.LAYTIME)
                .setWorkflowId("poll-by-hand")
                .build())
        .run(new MirrorPoll.Start("copies", null));
  }

  private Digest publish(String tag) throws IOException {
    byte[] config =
        "{\"os\":\"linux\",\"tag\":\"%s\"}".formatted(tag).getBytes(StandardCharsets.UTF_8);
    Digest digest = digest(config);
    try (BlobWriter writer = source.writeBlob()) {
      writer.write(config);
      writer.commit(digest);
    }
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":\
        "application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},"layers":[]}\
        """
            .formatted(MANIFEST, digest, config.length)
            .getBytes(StandardCharsets.UTF_8);
    source.putManifest(manifest, MANIFEST, digest(manifest), new Tag(tag));
    return digest(manifest);
  }

  private static Digest digest(byte[] content) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      return Digest.of("sha256", HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
