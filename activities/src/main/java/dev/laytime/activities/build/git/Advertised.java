package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.build.AllowedRefs;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/**
 * The allowed tags and branches of a server, as it names them now.
 *
 * @param refs branches first, in the order of their names
 */
record Advertised(List<Ref> refs) {

  private static final List<RefSpec> TAGS_AND_BRANCHES =
      List.of(
          new RefSpec("refs/heads/*:refs/laytime/heads/*"),
          new RefSpec("refs/tags/*:refs/laytime/tags/*"));

  /**
   * Asks.
   *
   * @param repository which one does not matter
   * @throws IOException if the server does not say; one that names nothing at all does not, either
   */
  static Advertised ask(GitAccess access, Repository repository, AllowedRefs allowed)
      throws IOException {
    try (Transport transport = access.open(repository);
        FetchConnection connection = transport.openFetch(TAGS_AND_BRANCHES)) {
      Collection<Ref> named = connection.getRefs();
      if (named.isEmpty()) {
        throw new TransportException("the server names no tags and no branches");
      }
      return new Advertised(
          named.stream()
              .filter(ref -> allowed.allow(ref.getName()) && ref.getObjectId() != null)
              .sorted(Comparator.comparing(Ref::getName))
              .toList());
    }
  }

  /**
   * What a tag or branch leads to: of an annotated tag what it is of.
   *
   * @throws IOException if the server leaves that open
   */
  Optional<ObjectId> find(String name) throws IOException {
    for (Ref ref : refs) {
      if (ref.getName().equals(name)) {
        if (!ref.isPeeled() && name.startsWith("refs/tags/")) {
          throw new TransportException("the server does not say what %s is of".formatted(name));
        }
        return Optional.of(peeled(ref));
      }
    }
    return Optional.empty();
  }

  /** Whether an allowed tag or branch is called so now. */
  boolean names(String name) {
    return refs.stream().anyMatch(ref -> ref.getName().equals(name));
  }

  /** That one alone; none where it is not there. */
  Advertised only(String name) {
    return new Advertised(refs.stream().filter(ref -> ref.getName().equals(name)).toList());
  }

  /** The allowed ref that is this object itself. */
  Optional<String> nameOf(ObjectId object) {
    return refs.stream().filter(ref -> object.equals(peeled(ref))).map(Ref::getName).findFirst();
  }

  private static ObjectId peeled(Ref ref) {
    ObjectId peeled = ref.getPeeledObjectId();
    return peeled == null ? Objects.requireNonNull(ref.getObjectId(), ref.getName()) : peeled;
  }
}
