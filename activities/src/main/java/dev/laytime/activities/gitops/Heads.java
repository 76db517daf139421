package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What branches were when they were fetched.
 *
 * @param branch that is written
 * @param base what is gone on from
 * @param expected what the branch must still be when it is pushed; zeros for not there
 */
record Heads(String branch, Base base, ObjectId expected) {

  /** The first is enough to find a commit of ours again whose answer was lost. */
  private static final List<Integer> DEPTHS = List.of(20, 200, 2000);

  private static final String READ = "refs/laytime/branch";
  private static final String WRITTEN = "refs/laytime/push";

  static Heads fetch(
      GitTargetSettings settings,
      WrittenImage image,
      GitAccess remote,
      Repository repository,
      Abandoned abandoned)
      throws IOException {
    String branch = settings.branch();
    String pushed = pushed(settings, image);
    List<RefSpec> wanted = new ArrayList<>();
    wanted.add(new RefSpec("+refs/heads/" + branch + ":" + READ));
    if (!pushed.equals(branch) && isThere(pushed, remote, repository)) {
      wanted.add(new RefSpec("+refs/heads/" + pushed + ":" + WRITTEN));
    }
    for (int depth : DEPTHS) {
      FetchResult fetched = fetch(wanted, depth, remote, repository, abandoned);
      ObjectId read = id(fetched.getAdvertisedRef("refs/heads/" + branch));
      if (read == null) {
        throw new GitWriteException(
            FailureType.REFUSED,
            "there is no branch " + branch,
            "push it once, or correct the target's branch");
      }
      ObjectId written =
          wanted.size() == 1 ? null : id(fetched.getAdvertisedRef("refs/heads/" + pushed));
      if (written == null) {
        return new Heads(
            pushed, Base.of(repository, read), pushed.equals(branch) ? read : ObjectId.zeroId());
      }
      Optional<Base> base = Base.of(repository, written, read);
      if (base.isPresent()) {
        return new Heads(pushed, base.get(), written);
      }
    }
    throw new GitWriteException(
        FailureType.REFUSED,
        "%s and %s have nothing in common among their last %d commits"
            .formatted(pushed, branch, DEPTHS.getLast()),
        "merge %s into %s, or delete it: it is made anew".formatted(branch, pushed));
  }

  private static FetchResult fetch(
      List<RefSpec> wanted, int depth, GitAccess remote, Repository repository, Abandoned abandoned)
      throws IOException {
    try (Transport transport = remote.open(repository)) {
      transport.setDepth(depth);
      return transport.fetch(abandoned, wanted);
    }
  }

  private static String pushed(GitTargetSettings settings, WrittenImage image) {
    String pushed = settings.pushBranch();
    return pushed == null
        ? settings.branch()
        : pushed
            .replace("{name}", image.name())
            .replace("{tag}", image.tag().value())
            .replace("{stage}", image.stage());
  }

  private static boolean isThere(String branch, GitAccess remote, Repository repository)
      throws IOException {
    try (Transport transport = remote.open(repository);
        FetchConnection connection = transport.openFetch()) {
      return connection.getRef("refs/heads/" + branch) != null;
    }
  }

  private static @Nullable ObjectId id(@Nullable Ref ref) {
    return ref == null ? null : ref.getObjectId();
  }
}
