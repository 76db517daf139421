package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.build.BuildTexts;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.tar.TarStream;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of a text alone. */
class TextBuildTest {

  private static final Digest MADE = Samples.digest('1');
  private static final Digest TEXT = Samples.digest('5');
  private static final String DOCKERFILE = "FROM scratch\nCOPY --from=busybox:1.37 /bin /bin\n";

  @TempDir Path directory;
  private final List<String> brought = new ArrayList<>();
  private final List<Digest> digests = new ArrayList<>();

  @Test
  void bringsTheTextAndNothingElse() {
    BuildRequest request = request(TEXT);

    assertThat(
            builder(request, digest -> Optional.of(DOCKERFILE)).build(request, () -> {}).digest())
        .isEqualTo(MADE);
    assertThat(
            builder(request, digest -> Optional.of(DOCKERFILE)).build(request, () -> {}).digest())
        .isEqualTo(MADE);

    assertThat(brought.subList(0, 3))
        .containsExactly("file", "file/Dockerfile " + DOCKERFILE, "context");
    assertThat(digests).hasSize(2).containsOnly(digests.getFirst());
  }

  @Test
  void buildsWhatWasResolvedWhateverItsRuleBuildsOfByNow() {
    BuildRequest request = request(Samples.digest('6'));
    List<Digest> asked = new ArrayList<>();

    builder(
            request,
            digest -> {
              asked.add(digest);
              return Optional.of(DOCKERFILE);
            })
        .build(request, () -> {});

    assertThat(asked).containsExactly(TEXT);
  }

  @Test
  void saysThatATextIsGone() {
    BuildRequest request = request(TEXT);

    assertThatThrownBy(() -> builder(request, _ -> Optional.empty()).build(request, () -> {}))
        .isInstanceOfSatisfying(
            BuildException.class,
            gone -> assertThat(gone.failure().kind()).isEqualTo(BuildFailureKind.CANCELLED));
    assertThat(brought).isEmpty();
  }

  @Test
  void takesALedgerThatIsAwayForTrouble() {
    BuildRequest request = request(TEXT);
    BuildTexts away =
        _ -> {
          throw new LedgerUnavailableException("it is away", new IOException("x"));
        };

    assertThatThrownBy(() -> builder(request, away).build(request, () -> {}))
        .isInstanceOf(UnreadableException.class);
  }

  private JobBuilder builder(BuildRequest request, BuildTexts texts) {
    InstantCluster instant = new InstantCluster();
    instant.ends.put(
        BuildJob.id(request, Samples.AMD).objectName(),
        """
        {'phase': 'Succeeded', 'containerStatuses': [{'name': 'push', 'state':
          {'terminated': {'exitCode': 0, 'message': '{\\"digest\\":\\"%s\\"}'}}}]}
        """
            .formatted(MADE));
    return new JobBuilder(
        _ -> {
          throw new AssertionError("Nobody asks Git");
        },
        texts,
        new Bringing(),
        new Jobs(() -> instant, InstantCluster.TICKS, JobOwner.ALONE),
        Samples.SETTINGS,
        BuilderImages.forgetful(),
        SourceLimits.USUAL,
        directory.resolve("work"));
  }

  /** Keeps what is brought. */
  private final class Bringing implements Workshop {

    @Override
    public Digest resolve(Reference image) {
      return Samples.digest('8');
    }

    @Override
    public boolean has(Repository repository, Digest digest) {
      return true;
    }

    @Override
    public Digest put(Path file, Repository to) throws IOException {
      try (GZIPInputStream unpacked = new GZIPInputStream(Files.newInputStream(file))) {
        TarStream archive = new TarStream(unpacked);
        for (TarStream.Item item = archive.next(); item != null; item = archive.next()) {
          brought.add(
              item.file()
                  ? item.name()
                      + " "
                      + new String(archive.content().readAllBytes(), StandardCharsets.UTF_8)
                  : item.name());
        }
      }
      digests.add(Digests.ofFile(file));
      return digests.getLast();
    }

    @Override
    public Digest join(List<Part> parts, Repository in) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> way(Repository to, String directory) {
      return Map.of("laytime.yaml", "{}");
    }

    @Override
    public Map<String, String> authorities() {
      return Map.of();
    }
  }

  /**
   * A build of one text.
   *
   * @param now what its rule builds of
   */
  private static BuildRequest request(Digest now) {
    ResolvedRef resolved = new BuildSource.Text(TEXT).resolved();
    Reference image = Reference.parse("r.test/dev/tool:1.0");
    return new BuildRequest(
        new BuildRule(
            "builder-tool",
            new BuildImages(List.of("r.test/dev/tool"), List.of()),
            new BuildSource.Text(now),
            Samples.recipe(BuildStrategy.KANIKO, "", Samples.AMD),
            BuildLimits.NOBODY,
            true,
            AfterBuild.NOTHING),
        image,
        resolved,
        BuildId.of(image, resolved.commit(), BuildStrategy.KANIKO),
        Samples.WORKSHOP);
  }
}
