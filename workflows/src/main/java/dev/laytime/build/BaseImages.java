package dev.laytime.build;

import dev.laytime.image.Glob;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.Collection;

/**
 * What images may be made on, and what a wildcard may not mean: what a stage holds is somebody's
 * image, and who may read it is not for a pattern to say. Pure.
 */
public final class BaseImages {

  private static final String EVERYTHING = "**";

  private BaseImages() {}

  /** Why patterns of bases are refused beside stages; empty where they are not. */
  public static String objection(Collection<String> patterns, Collection<RepositoryPrefix> stages) {
    for (String pattern : patterns) {
      for (RepositoryPrefix stage : stages) {
        if (Glob.isPattern(pattern) && reaches(pattern, stage.toString())) {
          return "bases '%s': it may mean images of stage %s: name those in full that are meant"
              .formatted(pattern, stage);
        }
      }
    }
    return "";
  }

  /** Whether it may fit what lies there; in doubt it does. */
  private static boolean reaches(String pattern, String stage) {
    String literal = Glob.literal(pattern);
    boolean meets = (stage + "/").startsWith(literal) || literal.startsWith(stage + "/");
    return meets && (pattern.contains(EVERYTHING) || depth(pattern) >= depth(stage));
  }

  private static long depth(String path) {
    return path.chars().filter(each -> each == '/').count();
  }
}
