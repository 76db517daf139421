package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/** One attempt: fetch, edit, commit, push. */
final class GitAttempt {

  private static final int MOST_FILES_TOLD = 20;

  /** What servers say where somebody else writes right now, or just did. */
  private static final List<String> RACES =
      List.of("lock", "failed to update ref", "fetch first", "fast-forward", "old id");

  private final GitTargetSettings settings;
  private final GitAccess remote;
  private final Repository repository;
  private final InstantSource clock;
  private final Abandoned abandoned;

  GitAttempt(
      GitTargetSettings settings,
      GitAccess remote,
      Repository repository,
      InstantSource clock,
      Abandoned abandoned) {
    this.settings = settings;
    this.remote = remote;
    this.repository = repository;
    this.clock = clock;
    this.abandoned = abandoned;
  }

  /**
   * Writes an image. The question comes after the fetch: whoever pushes after that has this push
   * refused, and who pushed before it is known by then.
   *
   * @param later says what moved since; empty for nothing
   * @return empty where somebody else was quicker
   */
  Optional<GitWriteResult> write(
      GitWriteRequest request, WrittenImage image, Supplier<String> later) throws IOException {
    try (RevWalk commits = new RevWalk(repository);
        ObjectInserter inserter = repository.newObjectInserter()) {
      Heads heads = Heads.fetch(settings, image, remote, repository, abandoned);
      Base base = heads.base();
      TreeEdit edit = edit(commits, base, image);
      List<String> files = new ArrayList<>(edit.before().keySet());
      if (files.isEmpty()) {
        ObjectId said = said(commits, base, request);
        return Optional.of(new GitWriteResult(said.name(), heads.branch(), false, List.of()));
      }
      ObjectId parent =
          base.isMerge() ? inserter.insert(merge(base, heads.branch())) : base.first();
      ObjectId commit = inserter.insert(commit(request, image, parent, edit.insert(inserter)));
      inserter.flush();
      String moved = ask(later);
      if (!moved.isEmpty()) {
        return Optional.of(new GitWriteResult("", heads.branch(), false, List.of(), moved));
      }
      abandoned.failIfSo();
      return push(commit, heads)
          ? Optional.of(
              new GitWriteResult(
                  commit.name(),
                  heads.branch(),
                  true,
                  files.stream().limit(MOST_FILES_TOLD).toList()))
          : Optional.empty();
    }
  }

  private static String ask(Supplier<String> later) throws GitWriteException {
    try {
      return later.get();
    } catch (RuntimeException e) {
      throw new GitWriteException(
          FailureType.UNAVAILABLE,
          "nobody knows whether anything moved since: " + e.getMessage(),
          "see to the ledger's database; it is tried again");
    }
  }

  /** What would be changed. */
  List<String> plan(WrittenImage image) throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      Heads heads = Heads.fetch(settings, image, remote, repository, abandoned);
      return LineDiff.of(edit(commits, heads.base(), image));
    }
  }

  private TreeEdit edit(RevWalk commits, Base base, WrittenImage image) throws IOException {
    return new TreeEdit(commits.getObjectReader(), base.tree(), image).edit(settings);
  }

  /** The commit that was made for it; the last one where it is not known any more. */
  private static ObjectId said(RevWalk commits, Base base, GitWriteRequest request)
      throws IOException {
    for (ObjectId parent : base.parents()) {
      commits.markStart(commits.parseCommit(parent));
    }
    for (RevCommit commit : commits) {
      if (CommitMessage.isOf(commit.getFullMessage(), request)) {
        return commit;
      }
    }
    return base.first();
  }

  private CommitBuilder commit(
      GitWriteRequest request, WrittenImage image, ObjectId parent, ObjectId tree) {
    return commit(List.of(parent), tree, CommitMessage.of(request, image));
  }

  /** By itself: who rebases leaves merges out, with all that they change. */
  private CommitBuilder merge(Base base, String branch) {
    return commit(
        base.parents(), base.tree(), "Merge %s into %s\n".formatted(settings.branch(), branch));
  }

  private CommitBuilder commit(List<ObjectId> parents, ObjectId tree, String message) {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(
        new PersonIdent(
            settings.author().name(), settings.author().email(), clock.instant(), ZoneOffset.UTC));
    commit.setCommitter(commit.getAuthor());
    commit.setMessage(message);
    return commit;
  }

  /** Whether the branch is ours now: the server compares what it was with what we saw. */
  private boolean push(ObjectId commit, Heads heads) throws IOException {
    String branch = "refs/heads/" + heads.branch();
    RemoteRefUpdate update =
        new RemoteRefUpdate(
            repository, commit.name(), commit, branch, false, null, heads.expected());
    try (Transport transport = remote.open(repository)) {
      transport.push(abandoned, List.of(update));
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> true;
      case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
      case REJECTED_OTHER_REASON, REJECTED_NODELETE, NON_EXISTING, NOT_ATTEMPTED, AWAITING_REPORT ->
          refused(update, heads);
    };
  }

  private boolean refused(RemoteRefUpdate update, Heads heads) throws GitWriteException {
    String said = String.valueOf(update.getMessage());
    if (RACES.stream().anyMatch(said::contains)) {
      return false;
    }
    throw new GitWriteException(
        FailureType.REFUSED,
        "the server refuses the push to %s: %s".formatted(heads.branch(), said),
        "let the target's login push there, or set push-branch");
  }
}
