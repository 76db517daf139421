package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRule;
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
 * Brings one commit with its files: it alone where its ref still is that commit, or where the
 * server hands out commits by their ids; else with all that leads to it.
 *
 * @param rule what may be built now, whatever it said when the ref was found
 */
record CommitFetch(
    GitAccess access, Repository repository, BuildRule rule, ResolvedRef ref, Watched watched) {

  private static final String KEPT = "refs/laytime/commit";

  /**
   * Fetches.
   *
   * @throws IOException if it does not come
   * @throws BuildException if its ref is not there or not allowed any more, does not lead to it, or
   *     is of no commit
   */
  ObjectId run() throws IOException {
    if (!Advertised.ask(access, repository, rule.allowed()).names(ref.name())) {
      throw new BuildException(
          BuildFailureKind.UNKNOWN_REF,
          "%s is not there any more, or build rule %s does not allow it"
              .formatted(ref.name(), rule.name()));
    }
    ObjectId wanted = ObjectId.fromString(ref.commit().value());
    if (fetch(ref.name(), 1) && isHere(wanted)) {
      return wanted;
    }
    if (ref.isProvenIn(rule.git(), rule.allowed()) && comesById(wanted)) {
      return wanted;
    }
    if (!fetch(ref.name(), Constants.INFINITE_DEPTH) || !leadsTo(wanted)) {
      throw new BuildException(
          BuildFailureKind.UNKNOWN_REF,
          "%s does not lead to %s any more".formatted(ref.name(), ref.commit()));
    }
    return wanted;
  }

  /** Only what was proven here is asked for so: servers hand out what only a fork has, too. */
  private boolean comesById(ObjectId wanted) throws IOException {
    try {
      return fetch(wanted.name(), 1) && isHere(wanted);
    } catch (TransportException e) {
      if (SizedRepository.isTooLarge(e)) {
        throw e;
      }
      // Many servers hand out what is named only.
      return false;
    }
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
