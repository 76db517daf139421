package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.ResolvedRef;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/**
 * Brings one commit with its files: it alone where the ref that it was found by is still there, or
 * where the server hands out commits by their ids; else with all that leads to it.
 */
record CommitFetch(GitAccess access, Repository repository, ResolvedRef ref, Watched watched) {

  private static final String KEPT = "refs/laytime/commit";

  /**
   * Fetches.
   *
   * @throws IOException if it does not come
   * @throws BuildException if its ref does not lead to it any more, or it is no commit
   */
  ObjectId run() throws IOException {
    ObjectId wanted = ObjectId.fromString(ref.commit().value());
    if (fetch(ref.name(), 1) && isHere(wanted)) {
      return wanted;
    }
    try {
      if (fetch(wanted.name(), 1) && isHere(wanted)) {
        return wanted;
      }
    } catch (TransportException byId) {
      // Many servers hand out what is named only.
    }
    if (!fetch(ref.name(), Constants.INFINITE_DEPTH) || !leadsTo(wanted)) {
      throw new BuildException(
          BuildFailureKind.UNKNOWN_REF,
          "%s does not lead to %s any more".formatted(ref.name(), ref.commit()));
    }
    return wanted;
  }

  /**
   * Brings what a name leads to.
   *
   * @param depth how many commits of it
   * @return whether there is such a ref
   */
  private boolean fetch(String name, int depth) throws IOException {
    try (Transport transport = access.open(repository)) {
      transport.setDepth(depth);
      transport.fetch(watched, List.of(new RefSpec("+" + name + ":" + KEPT)));
      return true;
    } catch (TransportException e) {
      if (String.valueOf(e.getMessage()).contains("does not have " + name)) {
        return false;
      }
      throw e;
    }
  }

  private boolean isHere(ObjectId wanted) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId kept = repository.resolve(KEPT);
      return kept != null
          && walk.peel(walk.parseAny(kept)).equals(wanted)
          && isCommit(walk, wanted);
    }
  }

  private boolean leadsTo(ObjectId wanted) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId kept = repository.resolve(KEPT);
      return kept != null
          && walk.peel(walk.parseAny(kept)) instanceof RevCommit tip
          && isCommit(walk, wanted)
          && walk.isMergedInto(walk.parseCommit(wanted), tip);
    }
  }

  private boolean isCommit(RevWalk walk, ObjectId wanted) throws IOException {
    try {
      if (walk.parseAny(wanted) instanceof RevCommit) {
        return true;
      }
    } catch (MissingObjectException e) {
      return false;
    }
    throw new BuildException(
        BuildFailureKind.USER_ERROR, "%s is of no commit".formatted(ref.name()));
  }
}
