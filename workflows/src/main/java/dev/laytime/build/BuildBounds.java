package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What builds by somebody's rules may use at most.
 *
 * @param resources of each of them
 * @param timeout for all of a build
 * @param platforms how many at once
 */
public record BuildBounds(
    BuildResources resources,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout,
    int platforms) {

  /** Where nobody says otherwise. */
  public static final BuildBounds USUAL =
      new BuildBounds(BuildResources.USUAL, Duration.ofMinutes(30), 2);

  /** Why a recipe is beyond them; null where it is not. What is not understood is beyond. */
  public @Nullable String objection(BuildRecipe recipe) {
    BuildResources asked = recipe.resources();
    if (!Quantity.isWithin(asked.cpu(), resources.cpu())) {
      return said("cpu", asked.cpu(), resources.cpu());
    }
    if (!Quantity.isWithin(asked.memory(), resources.memory())) {
      return said("memory", asked.memory(), resources.memory());
    }
    if (!Quantity.isWithin(asked.disk(), resources.disk())) {
      return said("disk", asked.disk(), resources.disk());
    }
    if (recipe.timeout().compareTo(timeout) > 0) {
      return said("timeout", minutes(recipe.timeout()), minutes(timeout));
    }
    return recipe.platforms().size() > platforms
        ? said("platforms", recipe.platforms().size(), platforms)
        : null;
  }

  private static String minutes(Duration duration) {
    return "%.0fm".formatted(Math.ceil(duration.toSeconds() / 60.0));
  }

  private static String said(String what, Object asked, Object most) {
    return "%s '%s' is more than %s".formatted(what, asked, most);
  }
}
