package dev.laytime.activities.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step of a Job finds in a directory. */
public sealed interface JobMount {

  /** Where it finds it. */
  String directory();

  /**
   * An empty directory, which steps that name the same volume share.
   *
   * @param volume a name within the Job
   * @param readOnly whether this step may write nothing there
   */
  record Scratch(String volume, String directory, boolean readOnly) implements JobMount {}

  /**
   * Files that only this Job has, of {@link JobPod#secret}.
   *
   * @param names those that this step sees; empty for all
   */
  record OwnFiles(String directory, List<String> names) implements JobMount {
    public OwnFiles {
      names = List.copyOf(names);
    }
  }

  /**
   * A Secret that is there already, which its step waits for.
   *
   * @param secret its name
   * @param files keys of it, and what their files are called; empty for all, as they are
   */
  record Secret(String secret, String directory, Map<String, String> files) implements JobMount {
    public Secret {
      files = Map.copyOf(files);
    }

    /** Keys and files in one order. */
    Map<String, String> sorted() {
      return new TreeMap<>(files);
    }
  }
}
