package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobNodes;
import dev.laytime.activities.job.JobToleration;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.image.Platform;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that Jobs build on.
 *
 * @param choice null for what is usual: a rule's Job would rather run on nodes of its architecture,
 *     and that of an object which only holds a text waits for one, as it did before we came
 * @param tolerations for the Jobs of each
 */
public record BuilderNodes(@Nullable Choice choice, List<JobToleration> tolerations) {

  /** Where nobody says otherwise. */
  public static final BuilderNodes USUAL = new BuilderNodes(null, List.of());

  /** What our image is made for: its steps run nowhere else. */
  private static final Set<String> OURS = Set.of("amd64", "arm64");

  /** What becomes of a Job where no node of its architecture takes it. */
  public enum Choice {
    /** It runs on another, which may know how to run its programs. */
    PREFER,

    /** It waits. */
    REQUIRE
  }

  public BuilderNodes {
    tolerations = List.copyOf(tolerations);
  }

  /** For a rule and a platform of it. */
  JobNodes of(BuildRule rule, Platform platform) {
    boolean known = OURS.contains(platform.architecture());
    return new JobNodes(
        known ? platform.architecture() : null,
        choice == null ? rule.source() instanceof BuildSource.Text : choice == Choice.REQUIRE,
        tolerations);
  }
}
