package dev.laytime.build;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How something came to be built: what is told of it afterwards, whatever its rule says by then.
 *
 * @param rule its name
 * @param source what it was built of
 * @param recipe how it was made
 * @param begunAt when the builder began
 * @param builtAt when it was done
 * @param builders the images that built it, by digest; none where the worker did, or nobody knows
 *     any more
 */
public record BuildRun(
    String rule,
    BuildSource source,
    BuildRecipe recipe,
    Instant begunAt,
    Instant builtAt,
    List<Reference> builders) {

  public BuildRun(
      String rule,
      BuildSource source,
      BuildRecipe recipe,
      Instant begunAt,
      Instant builtAt,
      @Nullable List<Reference> builders) {
    this.rule = rule;
    this.source = source;
    this.recipe = recipe;
    this.begunAt = begunAt;
    this.builtAt = builtAt;
    this.builders = builders == null ? List.of() : List.copyOf(builders);
  }

  /** Of which nobody knows which images built it. */
  public BuildRun(
      String rule, BuildSource source, BuildRecipe recipe, Instant begunAt, Instant builtAt) {
    this(rule, source, recipe, begunAt, builtAt, List.of());
  }
}
