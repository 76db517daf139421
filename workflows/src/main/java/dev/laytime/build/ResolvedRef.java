package dev.laytime.build;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ref was found to be.
 *
 * @param name the allowed tag or branch that is this commit, or that it can be reached from, in
 *     full: {@code refs/tags/v1.2}; {@code text} of a text
 * @param proof of where that was found, and among which refs; null where nobody knows any more
 */
public record ResolvedRef(String name, GitCommit commit, @Nullable String proof) {

  /** Of which nobody knows where it was found. */
  public ResolvedRef(String name, GitCommit commit) {
    this(name, commit, null);
  }

  /** The same, found in a repository among the refs that a rule allows. */
  public ResolvedRef provenIn(GitRepository git, AllowedRefs allowed) {
    return new ResolvedRef(name, commit, proof(git, allowed));
  }

  /** Whether it was found there, and nothing else is allowed now than was then. */
  public boolean isProvenIn(GitRepository git, AllowedRefs allowed) {
    return proof(git, allowed).equals(proof);
  }

  private static String proof(GitRepository git, AllowedRefs allowed) {
    return BuildId.hash(
            List.of(git.url(), allowed.tags().toString(), allowed.branches().toString()))
        .value();
  }
}
