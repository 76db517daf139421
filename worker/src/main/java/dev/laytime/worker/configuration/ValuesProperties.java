package dev.laytime.worker.configuration;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where values files name images.
 *
 * @param files a pattern of paths, as in {@code charts/*}{@code /values.yaml}
 * @param images paths of keys within such a file, as in {@code sidecars[*].image}
 */
public record ValuesProperties(@DefaultValue("") String files, @DefaultValue List<String> images) {

  /**
   * @throws IllegalArgumentException if one of them is missing
   */
  public ValuesProperties {
    files = Require.text("files", files, "a pattern of paths, as in charts/*/values.yaml");
    if (images.isEmpty() || images.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("images: expected paths of keys, as in sidecars[*].image");
    }
    images = List.copyOf(images);
  }
}
