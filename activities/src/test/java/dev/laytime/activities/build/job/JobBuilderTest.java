package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.job.FakeCluster;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds by Jobs, in a cluster whose time goes by in pauses. */
class JobBuilderTest {

  private static final Digest MADE = Samples.digest('1');
  @TempDir Path directory;
  private final FakeCluster cluster = new FakeCluster();
  private final FakeWorkshop workshop = new FakeWorkshop();
  private SourceBench bench;
  private JobBuilder builder;

  @BeforeEach
  void open() throws IOException {
    bench = new SourceBench(directory);
    bench.source().file("build/Dockerfile", "FROM scratch").file("app/main.c", "int main;");
    builder = builder(Samples.SETTINGS);
    workshop.there.add(MADE);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void buildsTheProvenSourceAndAnswersWithWhatWasPushed() throws IOException {
    BuildRequest request = request(Samples.AMD);
    endsIn(2, request);

    assertThat(builder.build(request, () -> {}).digest()).isEqualTo(MADE);

    assertThat(cluster.writes).containsExactly("create job", "create secret");
    assertThat(workshop.brought).hasSize(1);
    assertThat(String.valueOf(cluster.job(name(request, Samples.AMD))))
        .contains("@" + workshop.brought.getFirst(), "blobs/sha256/")
        .doesNotContain("canary");
    assertThat(directory.resolve("work")).isEmptyDirectory();
  }

  @Test
  void findsTheJobThatAWorkerBeganThatWasKilled() throws IOException {
    BuildRequest request = request(Samples.AMD);
    cluster.in(1, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> builder.build(request, () -> {}))
        .isInstanceOf(UnreadableException.class);
    endsIn(2, request);

    assertThat(builder(Samples.SETTINGS).build(request, () -> {}).digest()).isEqualTo(MADE);

    assertThat(cluster.writes).containsOnlyOnce("create job").doesNotContain("delete job");
  }

  @Test
  void takesAJobAwayThatNobodyWants() throws IOException {
    BuildRequest request = request(Samples.AMD);
    cluster.in(1, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> builder.build(request, () -> {}))
        .isInstanceOf(UnreadableException.class);

    builder.callOff(request);
    builder.callOff(request);

    assertThat(cluster.objects.keySet()).noneMatch(path -> path.contains("/jobs/"));
  }

  @Test
  void joinsWhatKanikoMakesForEachPlatform() throws IOException {
    BuildRequest request = request(Samples.AMD, Samples.ARM);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name(request, Samples.AMD), done(MADE));
    instant.ends.put(name(request, Samples.ARM), done(Samples.digest('2')));
    workshop.there.add(Samples.digest('2'));

    assertThat(builder(instant, Samples.SETTINGS).build(request, () -> {}).digest())
        .isEqualTo(FakeWorkshop.INDEX);

    assertThat(workshop.joined)
        .containsExactly(
            new Workshop.Part(Samples.AMD, MADE),
            new Workshop.Part(Samples.ARM, Samples.digest('2')));
  }

  @Test
  void saysWhatTheSourceIsAtFaultForAndBuildsForNobody() throws IOException {
    BuildRequest request = request(Samples.AMD, Samples.ARM);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(
        name(request, Samples.AMD),
        """
        {'phase': 'Failed', 'initContainerStatuses': [{'name': 'build', 'state': {'terminated':
          {'exitCode': 2, 'message': 'main.c:1: error\\nerror building image: failed to execute'}}}]}
        """);
    instant.ends.put(name(request, Samples.ARM), done(MADE));

    assertThatThrownBy(() -> builder(instant, Samples.SETTINGS).build(request, () -> {}))
        .cause()
        .isInstanceOfSatisfying(
            BuildException.class,
            known -> {
              assertThat(known.failure().kind()).isEqualTo(BuildFailureKind.USER_ERROR);
              assertThat(known.failure().said())
                  .isEqualTo("step build of its Job: its program ended with exit code 2");
              assertThat(known.failure().log()).contains("main.c:1: error");
            });
    assertThat(instant.writes)
        .contains("delete " + name(request, Samples.ARM))
        .doesNotContain("delete " + name(request, Samples.AMD));
  }

  @Test
  void takesNoSuccessThatDoesNotSayWhatItPushed() throws IOException {
    BuildRequest request = request(Samples.AMD);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name(request, Samples.AMD), "{'phase': 'Succeeded'}");

    assertThatThrownBy(() -> builder(instant, Samples.SETTINGS).build(request, () -> {}))
        .isInstanceOf(UnreadableException.class);
    assertThat(instant.writes).last().isEqualTo("delete " + name(request, Samples.AMD));
  }

  @Test
  void takesNoJobsWordForWhatARegistryDoesNotHave() throws IOException {
    BuildRequest request = request(Samples.AMD);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name(request, Samples.AMD), done(Samples.digest('7')));

    assertThatThrownBy(() -> builder(instant, Samples.SETTINGS).build(request, () -> {}))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("has no %s".formatted(Samples.digest('7')));
    assertThat(instant.writes).last().isEqualTo("delete " + name(request, Samples.AMD));
  }

  /** A worker of another version, with other images, and Git and registries out of reach. */
  @Test
  void waitsForWhatAnotherWorkerBeganWithoutItsSource() throws IOException {
    BuildRequest request = request(Samples.AMD);
    cluster.in(1, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> builder.build(request, () -> {}))
        .isInstanceOf(UnreadableException.class);
    endsIn(2, request);
    JobBuilder other =
        new JobBuilder(
            _ -> {
              throw new AssertionError("Somebody asks Git");
            },
            workshop,
            new Jobs(cluster::open, cluster.ticks, JobOwner.ALONE),
            settings("r.test/laytime:2", "r.test/kaniko:2"),
            SourceLimits.USUAL,
            directory.resolve("work"));

    assertThat(other.build(request, () -> {}).digest()).isEqualTo(MADE);

    assertThat(cluster.writes).containsOnlyOnce("create job").doesNotContain("delete job");
    assertThat(workshop.brought).hasSize(1);
  }

  @Test
  void makesTheJobsThatAWorkerDidNotComeTo() throws IOException {
    BuildRequest request = request(Samples.AMD, Samples.ARM);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name(request, Samples.AMD), done(MADE));
    instant.ends.put(name(request, Samples.ARM), done(Samples.digest('2')));
    workshop.there.add(Samples.digest('2'));
    var _ = builder(instant, Samples.SETTINGS).build(request, () -> {});
    instant.remove(name(request, Samples.ARM));
    instant.writes.clear();

    assertThat(
            builder(instant, settings("r.test/laytime:2", "r.test/kaniko:2"))
                .build(request, () -> {})
                .digest())
        .isEqualTo(FakeWorkshop.INDEX);

    assertThat(instant.writes).containsExactly("create " + name(request, Samples.ARM));
  }

  @Test
  void runsABuilderByTheDigestThatItsTagHadFirst() throws IOException {
    BuilderSettings settings = by(Reference.parse("r.test/kaniko:1"));
    BuildRequest request = request(Samples.AMD);
    String name = name(request, Samples.AMD);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name, done(MADE));
    JobBuilder builder = builder(instant, settings);
    var _ = builder.build(request, () -> {});
    assertThat(instant.get("/jobs/" + name).body().toString())
        .contains("r.test/kaniko@" + Samples.digest('8'));

    workshop.resolved = Samples.digest('7');
    assertThat(builder.build(request, () -> {}).by())
        .as("what it was built by, not what would be taken now")
        .containsExactly(Reference.parse("r.test/kaniko@" + Samples.digest('8')));

    assertThat(instant.writes)
        .as("another image would be another Job")
        .containsExactly("create " + name);
  }

  private static BuilderSettings by(Reference kaniko) {
    return new BuilderSettings(
        "ns",
        Samples.SETTINGS.image(),
        kaniko,
        Samples.SETTINGS.buildkit(),
        true,
        "push",
        List.of(),
        List.of(),
        "1Gi",
        Samples.SETTINGS.kept());
  }

  @Test
  void givesNoBuilderALoginOfWorkshops() throws IOException {
    BuildRequest request =
        Samples.request(
            Samples.withoutCache(BuildStrategy.KANIKO).pulling("push-app"), bench.commit());

    assertThatThrownBy(() -> builder.build(request, () -> {}))
        .isInstanceOfSatisfying(
            BuildException.class,
            refused ->
                assertThat(refused.failure().kind()).isEqualTo(BuildFailureKind.NOT_ALLOWED));
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void beginsAnewWhereItsRuleIsAnother() throws IOException {
    BuildRequest request = request(Samples.AMD);
    InstantCluster instant = new InstantCluster();
    instant.ends.put(name(request, Samples.AMD), done(MADE));
    var _ = builder(instant, Samples.SETTINGS).build(request, () -> {});
    BuildRequest other =
        Samples.request(
            Samples.recipe(BuildStrategy.KANIKO, "", Samples.AMD), request.source().commit());

    assertThat(builder(instant, Samples.SETTINGS).build(other, () -> {}).digest()).isEqualTo(MADE);

    String name = name(request, Samples.AMD);
    assertThat(instant.writes)
        .containsExactly("create " + name, "delete " + name, "create " + name);
  }

  @Test
  void doesNotSayThatAJobIsGoneWhereNobodyAnswers() throws IOException {
    BuildRequest request = request(Samples.AMD);
    JobBuilder away =
        new JobBuilder(
            _ -> bench.repository(),
            workshop,
            new Jobs(
                () -> {
                  throw new IOException("no answer");
                },
                InstantCluster.TICKS,
                JobOwner.ALONE),
            Samples.SETTINGS,
            SourceLimits.USUAL,
            directory.resolve("work"));

    assertThatThrownBy(() -> away.callOff(request)).isInstanceOf(UnreadableException.class);
  }

  private static BuilderSettings settings(String image, String kaniko) {
    return new BuilderSettings(
        "ns",
        Reference.parse(image),
        Reference.parse(kaniko),
        Samples.SETTINGS.buildkit(),
        true,
        "push",
        List.of(),
        List.of(),
        "1Gi",
        Samples.SETTINGS.kept());
  }

  private JobBuilder builder(BuilderSettings settings) {
    return new JobBuilder(
        _ -> bench.repository(),
        workshop,
        new Jobs(cluster::open, cluster.ticks, JobOwner.ALONE),
        settings,
        SourceLimits.USUAL,
        directory.resolve("work"));
  }

  private JobBuilder builder(InstantCluster instant, BuilderSettings settings) {
    return new JobBuilder(
        _ -> bench.repository(),
        workshop,
        new Jobs(() -> instant, InstantCluster.TICKS, JobOwner.ALONE),
        settings,
        SourceLimits.USUAL,
        directory.resolve("work"));
  }

  private BuildRequest request(Platform... platforms) throws IOException {
    return Samples.request(Samples.recipe(BuildStrategy.KANIKO, "app", platforms), bench.commit());
  }

  private void endsIn(int pause, BuildRequest request) {
    String name = name(request, Samples.AMD);
    cluster.in(
        pause,
        () -> {
          cluster.pod(name, done(MADE));
          cluster.condition(name, "Complete", "");
        });
  }

  private static String name(BuildRequest request, Platform platform) {
    return BuildJob.id(request, platform).objectName();
  }

  private static String done(Digest digest) {
    return """
    {'phase': 'Succeeded', 'containerStatuses': [{'name': 'push', 'state':
      {'terminated': {'exitCode': 0, 'message': '{\\"digest\\":\\"%s\\"}'}}}]}
    """
        .formatted(digest);
  }

  /** Registries that have what somebody says. */
  private static final class FakeWorkshop implements Workshop {

    static final Digest INDEX = Samples.digest('9');
    final Set<Digest> there = new HashSet<>();
    final List<Digest> brought = new ArrayList<>();
    final List<Part> joined = new ArrayList<>();
    Digest resolved = Samples.digest('8');

    @Override
    public Digest resolve(Reference image) {
      return resolved;
    }

    @Override
    public boolean has(Repository repository, Digest digest) {
      return there.contains(digest);
    }

    @Override
    public Digest put(Path file, Repository to) throws IOException {
      Digest digest = Digests.ofFile(file);
      brought.add(digest);
      return digest;
    }

    @Override
    public Digest join(List<Part> parts, Repository in) {
      joined.addAll(parts);
      return INDEX;
    }

    @Override
    public Map<String, String> way(Repository to, String directory) {
      return Map.of("laytime.yaml", "{\"canary\": true}");
    }

    @Override
    public Map<String, String> authorities() {
      return Map.of();
    }
  }
}
