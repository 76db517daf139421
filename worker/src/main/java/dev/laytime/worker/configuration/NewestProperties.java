package dev.laytime.worker.configuration;

import dev.laytime.mirror.Newest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many of the tags.
 *
 * @param count from 1 to {@link Newest#MOST}
 * @param by {@code version} or {@code first-seen}
 */
public record NewestProperties(@Nullable Integer count, @DefaultValue("version") String by) {

  /**
   * @throws IllegalArgumentException if one is not of its form
   */
  public NewestProperties {
    if (count == null) {
      throw new IllegalArgumentException("newest.count: expected how many, as in count: 5");
    }
    Require.between("newest.count", count, 1, Newest.MOST);
    var _ = Require.oneOf("newest.by", by, Newest.By.class);
  }

  Newest newest() {
    return new Newest(count == null ? 1 : count, Require.oneOf("newest.by", by, Newest.By.class));
  }
}
