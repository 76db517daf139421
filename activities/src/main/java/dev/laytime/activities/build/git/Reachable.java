package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The commits behind allowed tags and branches: only those are fetched, without files where the
 * server can leave them out, and only what a walk from them meets is proven.
 */
final class Reachable {

  private final Repository repository;
  private final Watched watched;
  private final List<Tip> tips;

  private record Tip(String name, RevCommit commit) {}

  private Reachable(Repository repository, Watched watched, List<Tip> tips) {
    this.repository = repository;
    this.watched = watched;
    this.tips = tips;
  }

  /** Fetches what is allowed as it is now. */
  static Reachable fetch(
      GitAccess access, Repository repository, Advertised advertised, Watched watched)
      throws IOException {
    List<RefSpec> wanted =
        advertised.refs().stream()
            .map(Ref::getName)
            .map(name -> new RefSpec("+" + name + ":refs/laytime/" + name.substring(5)))
            .toList();
    FetchResult fetched;
    try {
      fetched = fetch(access, repository, wanted, FilterSpec.fromFilterLine("tree:0"), watched);
    } catch (TransportException e) {
      if (!String.valueOf(e.getMessage()).contains("filter")) {
        throw e;
      }
      fetched = fetch(access, repository, wanted, FilterSpec.NO_FILTER, watched);
    }
    List<Tip> tips = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : advertised.refs()) {
        Ref seen = fetched.getAdvertisedRef(ref.getName());
        if (seen != null
            && walk.peel(walk.parseAny(seen.getObjectId())) instanceof RevCommit commit) {
          tips.add(new Tip(ref.getName(), commit));
        }
      }
    }
    return new Reachable(repository, watched, tips);
  }

  private static FetchResult fetch(
      GitAccess access,
      Repository repository,
      List<RefSpec> wanted,
      FilterSpec filter,
      Watched watched)
      throws IOException {
    try (Transport transport = access.open(repository)) {
      transport.setFilterSpec(filter);
      return transport.fetch(watched, wanted);
    }
  }

  /**
   * The commits whose ids begin so; none where none can be reached.
   *
   * @param digits 7 to 40 hexadecimal ones
   */
  List<ObjectId> find(String digits) throws IOException {
    try (ObjectReader objects = repository.newObjectReader();
        RevWalk walk = new RevWalk(objects)) {
      Set<RevCommit> sought = new HashSet<>();
      for (ObjectId id : objects.resolve(AbbreviatedObjectId.fromString(digits))) {
        if (parsed(walk, id) instanceof RevCommit commit) {
          sought.add(commit);
        }
      }
      return met(walk, sought);
    }
  }

  /** Which of some commits a walk from the tips meets. */
  private List<ObjectId> met(RevWalk walk, Set<RevCommit> sought) throws IOException {
    List<ObjectId> met = new ArrayList<>();
    if (sought.isEmpty()) {
      return met;
    }
    for (Tip tip : tips) {
      walk.markStart(walk.parseCommit(tip.commit()));
    }
    for (RevCommit commit : walk) {
      watched.failIfAbandoned();
      if (sought.contains(commit)) {
        met.add(commit.copy());
      }
      if (met.size() == sought.size()) {
        break;
      }
    }
    return met;
  }

  /** Which of some commits no walk from another one meets, itself not counted. */
  Set<ObjectId> unrelated(ObjectId commit, Set<ObjectId> others) throws IOException {
    Set<ObjectId> left = new HashSet<>(others);
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(commit));
      for (RevCommit met : walk) {
        watched.failIfAbandoned();
        if (!met.equals(commit)) {
          left.remove(met);
        }
        if (left.isEmpty()) {
          break;
        }
      }
    }
    return left;
  }

  /** The first tip that leads to a commit; empty where none does. */
  Optional<String> from(ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      // Children come before their parents, and so each is met when all tips above it are known.
      walk.sort(RevSort.TOPO);
      Map<ObjectId, Integer> firsts = new HashMap<>();
      for (int i = 0; i < tips.size(); i++) {
        RevCommit tip = walk.parseCommit(tips.get(i).commit());
        var _ = firsts.merge(tip, i, Math::min);
        walk.markStart(tip);
      }
      for (RevCommit met : walk) {
        watched.failIfAbandoned();
        int first = Objects.requireNonNull(firsts.remove(met), "a child names it");
        if (met.equals(commit)) {
          return Optional.of(tips.get(first).name());
        }
        for (RevCommit parent : met.getParents()) {
          var _ = firsts.merge(parent, first, Math::min);
        }
      }
    }
    return Optional.empty();
  }

  /** What is kept of former times may be there in part. */
  private static @Nullable RevObject parsed(RevWalk walk, ObjectId id) throws IOException {
    try {
      return walk.parseAny(id);
    } catch (MissingObjectException e) {
      return null;
    }
  }
}
