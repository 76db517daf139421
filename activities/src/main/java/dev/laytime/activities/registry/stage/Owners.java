package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.Parallel;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.OwnRequest;
import dev.laytime.activity.OwnResult;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Inventory;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Who says that a stage is theirs: one tag for each installation. Whoever has a part of a stage, or
 * a prefix that the stage lies in, has a say as well.
 */
public final class Owners {

  private static final String NAME = "laytime-owners";
  private static final int AT_A_TIME = 8;

  private final RegistryClient registries;
  private final Deletion deletion;
  private final Inventory inventory;

  public Owners(RegistryClient registries, Deletion deletion, Inventory inventory) {
    this.registries = registries;
    this.deletion = deletion;
    this.inventory = inventory;
  }

  /** Why nothing of an owner record is taken away with a proof about images. */
  static final String KEPT = "it is an owner record, which no image's proof is about";

  /** Whether a repository is an owner record, whosever it is, rather than one of images. */
  static boolean isRecord(Repository repository) {
    return repository.path().equals(NAME) || repository.path().endsWith("/" + NAME);
  }

  /**
   * Writes our record where it is not there, but for a dry run, and reads the others': of the
   * stage, of what lies in it, and of the prefixes around it.
   *
   * @param pulse is told of every step
   */
  public OwnResult own(OwnRequest request, Runnable pulse)
      throws IOException, InterruptedException {
    RepositoryPrefix prefix = request.prefix();
    Repository record =
        prefix.append(NAME).orElseThrow(() -> refused(prefix, "the prefix is too long for it"));
    Tag own = tag(prefix, request.installation());
    write(record, own);
    Set<Repository> certain = new TreeSet<>(Set.of(record));
    Set<Repository> guessed = new TreeSet<>(around(prefix));
    Optional<List<Repository>> listed = registries.catalog(prefix.registry()).list(pulse);
    (listed.isPresent() ? certain : guessed)
        .addAll(inside(request, listed.orElseGet(() -> guesses(request))));
    Set<String> others = new ConcurrentSkipListSet<>();
    Parallel.forEach(certain, AT_A_TIME, place -> add(others, tags(place, pulse), own));
    Parallel.forEach(guessed, AT_A_TIME, place -> add(others, tagsIfAny(place, pulse), own));
    return new OwnResult(List.copyOf(others));
  }

  private void write(Repository record, Tag own) throws IOException {
    if (registries.isDryRun()) {
      return;
    }
    deletion.checkAllowed(record);
    RemoteRepository target = registries.target(record);
    if (target.find(own).isEmpty()) {
      target.writePlaceholder(Placeholder.of("owner " + own), own);
    }
  }

  /** Records in the stage itself; another stage of ours looks after what is in that. */
  private List<Repository> inside(OwnRequest request, List<Repository> repositories) {
    return inventory.within(
        request.stage(),
        repositories.stream().filter(request.prefix()::contains).filter(Owners::isRecord).toList());
  }

  /** Where the registry lists nothing: a record may be in every directory that the ledger knows. */
  private List<Repository> guesses(OwnRequest request) {
    Set<Repository> guesses = new TreeSet<>();
    for (Repository known : inventory.known(request.stage())) {
      guesses.addAll(records(known.registry(), known.path(), request.prefix().path().length()));
    }
    return List.copyOf(guesses);
  }

  private static Set<Repository> around(RepositoryPrefix prefix) {
    Set<Repository> around = new TreeSet<>();
    int slash = prefix.path().lastIndexOf('/');
    if (slash > 0) {
      around.addAll(records(prefix.registry(), prefix.path().substring(0, slash), 0));
    }
    if (!prefix.path().isEmpty()) {
      new RepositoryPrefix(prefix.registry(), "").append(NAME).ifPresent(around::add);
    }
    return around;
  }

  /** The record of a path, and of each that it lies in, down to a length. */
  private static Set<Repository> records(String registry, String path, int length) {
    Set<Repository> records = new TreeSet<>();
    for (int end = path.length(); end > length; end = path.lastIndexOf('/', end - 1)) {
      new RepositoryPrefix(registry, path.substring(0, end)).append(NAME).ifPresent(records::add);
    }
    return records;
  }

  private List<Tag> tags(Repository record, Runnable pulse) throws IOException {
    pulse.run();
    return registries.source(record).findTags().orElse(List.of());
  }

  /** Of a repository that need not be there: many registries refuse to tell. */
  private List<Tag> tagsIfAny(Repository record, Runnable pulse) throws IOException {
    try {
      return tags(record, pulse);
    } catch (RegistryException e) {
      if (mayMeanAbsence(e.type())) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean mayMeanAbsence(FailureType type) {
    return switch (type) {
      case UNAUTHORIZED, DENIED, NOT_FOUND, REFUSED -> true;
      case UNSUPPORTED,
          CONTENT_MISMATCH,
          FORBIDDEN_ADDRESS,
          FORBIDDEN_IMAGE,
          UNAVAILABLE,
          THROTTLED,
          TIMED_OUT ->
          false;
    };
  }

  private static void add(Collection<String> others, List<Tag> tags, Tag own) {
    tags.stream()
        .filter(tag -> !tag.equals(own) && !ReservedTags.isReserved(tag))
        .map(Tag::value)
        .forEach(others::add);
  }

  private static Tag tag(RepositoryPrefix prefix, String installation) throws RegistryException {
    try {
      return new Tag(installation);
    } catch (InvalidReferenceException e) {
      throw refused(prefix, "'%s' is no tag".formatted(installation));
    }
  }

  private static RegistryException refused(RepositoryPrefix prefix, String said) {
    return new RegistryException(
        FailureType.REFUSED,
        "write the owner record of " + prefix,
        said,
        "choose a shorter prefix, or an installation id of letters, digits, '.', '_' and '-'");
  }
}
