package dev.laytime.activity;

import java.util.List;

/**
 * What was written.
 *
 * @param commit the one that says so, also where it stood there already
 * @param branch that it was pushed to
 * @param written whether a commit was made by this call
 * @param files that were changed, at most twenty
 */
public record GitWriteResult(String commit, String branch, boolean written, List<String> files) {
  public GitWriteResult {
    files = List.copyOf(files);
  }
}
