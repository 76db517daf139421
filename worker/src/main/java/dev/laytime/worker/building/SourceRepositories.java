package dev.laytime.worker.building;

import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.build.git.SourceSettings;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.build.GitRepository;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories that are built of: each is the same as long as the way to it is. What was
 * fetched of them is kept for the next build, within a bound.
 */
public final class SourceRepositories implements Function<GitRepository, SourceRepository> {

  private static final Logger log = LoggerFactory.getLogger(SourceRepositories.class);

  /** How long one question may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final List<Places> places;
  private final SourceDirectories directories;
  private final GitProxies proxies;
  private final Keeping keeping;
  private final InstantSource clock;
  private final Map<Known, SourceRepository> known = new HashMap<>();
  private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

  /** Who knows the way to a repository: whoever wrote the rule that names it. */
  @FunctionalInterface
  public interface Places {

    /** The way; empty where somebody else knows it, or nobody. */
    Optional<GitPlace> find(GitRepository repository);
  }

  /**
   * What is kept of what was fetched.
   *
   * @param most bytes of all of it
   * @param named what rules are built of now
   */
  public record Keeping(long most, Supplier<Set<GitRepository>> named) {}

  private record Known(GitRepository repository, GitPlace place) {

    boolean liesIn(String directory) {
      return SourceDirectories.name(repository).equals(directory);
    }
  }

  /**
   * @param places asked one after the other
   * @param cache a directory of nobody else's
   */
  SourceRepositories(
      List<Places> places, Path cache, GitProxies proxies, Keeping keeping, InstantSource clock) {
    this.places = List.copyOf(places);
    this.directories = new SourceDirectories(cache);
    this.proxies = proxies;
    this.keeping = keeping;
    this.clock = clock;
  }

  /**
   * The repository.
   *
   * @throws UnreadableException if nobody knows the way
   */
  @Override
  public SourceRepository apply(GitRepository repository) {
    GitPlace place =
        places.stream()
            .flatMap(each -> each.find(repository).stream())
            .findFirst()
            .orElseThrow(() ->
                new UnreadableException(
                    "no rule that this worker knows is built of %s".formatted(repository.url()),
                    new NoSuchElementException(repository.url())));
    SourceRepository found = opened(new Known(repository, place));
    Instant now = clock.instant();
    directories.used(SourceDirectories.name(repository), now);
    Instant last = swept.get();
    if (!last.plus(BETWEEN_SWEEPS).isAfter(now) && swept.compareAndSet(last, now)) {
      sweep(now);
    }
    return found;
  }

  private synchronized SourceRepository opened(Known wanted) {
    return known.computeIfAbsent(wanted, this::open);
  }

  private SourceRepository open(Known wanted) {
    return new SourceRepository(
        new SourceSettings(
            wanted.place(),
            directories.of(SourceDirectories.name(wanted.repository())),
            PATIENCE,
            SourceSettings.USUAL),
        proxies);
  }

  /** Builds wait for nothing of it: what cannot be tidied up now is so the next time. */
  private void sweep(Instant now) {
    try {
      Set<String> named =
          keeping.named().get().stream().map(SourceDirectories::name).collect(Collectors.toSet());
      for (String each : SourceSweep.leaving(directories.there(), named, keeping.most(), now)) {
        remove(each);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("what was fetched of sources was not tidied up cause={}", e.toString());
    }
  }

  /** One that is known stays so: two at once would each take its directory for their own. */
  private synchronized void remove(String directory) throws IOException {
    List<SourceRepository> users =
        known.entrySet().stream()
            .filter(each -> each.getKey().liesIn(directory))
            .map(Map.Entry::getValue)
            .toList();
    boolean gone = true;
    for (SourceRepository user : users) {
      gone &= user.discard();
    }
    if (users.isEmpty()) {
      directories.remove(directory);
    }
    if (gone) {
      log.info("what was fetched of a source is removed directory={}", directory);
    }
  }
}
