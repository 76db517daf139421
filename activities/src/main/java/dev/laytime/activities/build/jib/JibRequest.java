package dev.laytime.activities.build.jib;

import dev.laytime.build.BuildRecipe;
import dev.laytime.image.Repository;
import java.util.Map;

/**
 * An image to be made.
 *
 * @param recipe of strategy Jib
 * @param labels what is known of where it comes from; what the source says does not count for them
 * @param to where it is pushed, under its digest
 */
record JibRequest(BuildRecipe recipe, Map<String, String> labels, Repository to) {

  public JibRequest {
    labels = Map.copyOf(labels);
  }
}
