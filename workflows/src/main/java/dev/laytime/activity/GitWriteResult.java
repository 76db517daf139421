package dev.laytime.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was written.
 *
 * @param commit the one that says so, also where it stood there already; empty where it is left
 * @param branch that it was pushed to
 * @param written whether a commit was made by this call
 * @param files that were changed, at most twenty
 * @param left what moved since, and is why nothing was written; null for nothing
 */
public record GitWriteResult(
    String commit, String branch, boolean written, List<String> files, @Nullable String left) {
  public GitWriteResult {
    files = List.copyOf(files);
  }

  /** Of what stands there now. */
  public GitWriteResult(String commit, String branch, boolean written, List<String> files) {
    this(commit, branch, written, files, null);
  }
}
