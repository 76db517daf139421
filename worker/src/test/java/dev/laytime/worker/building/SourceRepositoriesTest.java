package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.build.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays on the disk of what was fetched. */
class SourceRepositoriesTest {

  private static final GitRepository FIRST = new GitRepository("https://git.test/a.git", null);
  private static final GitRepository SECOND = new GitRepository("https://git.test/b.git", null);

  @TempDir Path directory;
  private final Set<GitRepository> named = new HashSet<>(Set.of(FIRST, SECOND));
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void areTheSameAsLongAsTheirWayIs() {
    SourceRepositories repositories = repositories(1000);

    assertThat(repositories.apply(FIRST)).isSameAs(repositories.apply(FIRST));
    assertThat(repositories.apply(SECOND)).isNotSameAs(repositories.apply(FIRST));
  }

  @Test
  void leaveWhatNoRuleNamesAnyMore() throws IOException {
    SourceRepositories repositories = repositories(1000);
    SourceRepository _ = repositories.apply(FIRST);
    Path pack = fetched(FIRST);
    GitRepository earlier = new GitRepository("https://git.test/of-an-earlier-worker.git", null);
    Path left = fetched(earlier);
    named.remove(FIRST);

    now = now.plus(Duration.ofHours(2));
    SourceRepository _ = repositories.apply(SECOND);

    assertThat(pack).doesNotExist();
    assertThat(left).doesNotExist();
    assertThat(directory.resolve(SourceDirectories.name(earlier))).doesNotExist();
  }

  @Test
  void keepWithinTheirBoundWhatWasUsedLast() throws IOException {
    SourceRepositories repositories = repositories(15);
    SourceRepository _ = repositories.apply(FIRST);
    Path first = fetched(FIRST);
    now = now.plus(Duration.ofMinutes(1));
    SourceRepository _ = repositories.apply(SECOND);
    Path second = fetched(SECOND);
    assertThat(first).as("it was looked at before it was there").exists();

    now = now.plus(Duration.ofMinutes(10));
    SourceRepository _ = repositories.apply(SECOND);

    assertThat(first).doesNotExist();
    assertThat(second).exists();
  }

  /** Ten bytes. */
  private Path fetched(GitRepository repository) throws IOException {
    Path files = directory.resolve(SourceDirectories.name(repository)).resolve("files");
    Path pack = Files.createDirectories(files).resolve("pack");
    Files.writeString(pack, "0123456789");
    new SourceDirectories(directory).used(SourceDirectories.name(repository), now);
    return pack;
  }

  private SourceRepositories repositories(long most) {
    return new SourceRepositories(
        List.of(repository -> Optional.of(new GitPlace(GitPlace.url(repository.url()), null))),
        directory,
        GitProxies.NONE,
        new SourceRepositories.Keeping(most, () -> named),
        () -> now);
  }
}
