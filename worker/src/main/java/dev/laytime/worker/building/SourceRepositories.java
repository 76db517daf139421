package dev.laytime.worker.building;

import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.build.git.SourceSettings;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.build.GitRepository;
import dev.laytime.usage.FileTree.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The repositories that are built of: each is the same as long as the way to it is. */
public final class SourceRepositories implements Function<GitRepository, SourceRepository> {

  /** How long one question may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<Places> places;
  private final Path cache;
  private final GitProxies proxies;
  private final Map<Known, SourceRepository> known = new ConcurrentHashMap<>();

  /** Who knows the way to a repository: whoever wrote the rule that names it. */
  @FunctionalInterface
  public interface Places {

    /** The way; empty where somebody else knows it, or nobody. */
    Optional<GitPlace> find(GitRepository repository);
  }

  private record Known(GitRepository repository, GitPlace place) {}

  /**
   * @param places asked one after the other
   * @param cache a directory of nobody else's
   */
  SourceRepositories(List<Places> places, Path cache, GitProxies proxies) {
    this.places = List.copyOf(places);
    this.cache = cache;
    this.proxies = proxies;
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
    return known.computeIfAbsent(new Known(repository, place), this::open);
  }

  private SourceRepository open(Known wanted) {
    return new SourceRepository(
        new SourceSettings(
            wanted.place(),
            cache.resolve(directory(wanted.repository())),
            PATIENCE,
            SourceSettings.USUAL),
        proxies);
  }

  private static String directory(GitRepository repository) {
    String name = repository.url() + "\n" + repository.login();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
