package dev.laytime.activities.crd.own;

import dev.laytime.build.BuildRule;
import java.util.Set;

/**
 * What build rules of objects are judged by.
 *
 * @param otherNames names of rules that no object has: configuration's
 * @param source the source of use that is the objects' own cluster
 * @param jobs whether anything is built in Jobs
 * @param reader reads specs as configuration is read
 */
public record BuildGround(Set<String> otherNames, String source, boolean jobs, Reader reader) {

  /** Where nothing is built. */
  public static final BuildGround NONE =
      new BuildGround(
          Set.of(),
          "",
          false,
          (_, _) -> {
            throw new IllegalArgumentException("this worker builds nothing");
          });

  public BuildGround {
    otherNames = Set.copyOf(otherNames);
  }

  /** Reads a spec. */
  @FunctionalInterface
  public interface Reader {

    /**
     * The rule that a spec says.
     *
     * @throws IllegalArgumentException if it is not as expected
     */
    BuildRule read(String name, BuildRuleSpec spec);
  }
}
