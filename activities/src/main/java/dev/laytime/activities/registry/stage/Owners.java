package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.OwnResult;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;

/** Who says that a stage is theirs: one tag for each installation. */
public final class Owners {

  private static final String NAME = "laytime-owners";
  private static final int MOST = 10;

  private final RegistryClient registries;
  private final Deletion deletion;

  public Owners(RegistryClient registries, Deletion deletion) {
    this.registries = registries;
    this.deletion = deletion;
  }

  /** Whether a repository is a stage's record rather than one of images. */
  static boolean isRecord(RepositoryPrefix prefix, Repository repository) {
    return prefix.append(NAME).filter(repository::equals).isPresent();
  }

  /** Writes our record where it is not there, and reads the others'. */
  public OwnResult own(RepositoryPrefix prefix, String installation) throws IOException {
    Repository repository =
        prefix.append(NAME).orElseThrow(() -> refused(prefix, "the prefix is too long for it"));
    deletion.checkAllowed(repository);
    Tag own = tag(prefix, installation);
    RemoteRepository target = registries.target(repository);
    if (target.find(own).isEmpty()) {
      target.writePlaceholder(Placeholder.of("owner " + installation), own);
    }
    return new OwnResult(
        target.tags().stream()
            .filter(tag -> !tag.equals(own) && !ReservedTags.isReserved(tag))
            .map(Tag::value)
            .sorted()
            .limit(MOST)
            .toList());
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
