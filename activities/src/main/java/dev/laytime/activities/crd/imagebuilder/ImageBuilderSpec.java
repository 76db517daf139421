package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be built.
 *
 * @param source the text of a Dockerfile: no file goes with it
 * @param resources null for what builds usually get
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageBuilderSpec(
    @Required @JsonPropertyDescription("What it is for; both is an index of two")
        ImageBuilderArchitecture architecture,
    @Required ImageBuilderImage image,
    @Required @JsonPropertyDescription("The text of a Dockerfile; no file goes with it")
        String source,
    @Nullable ImageBuilderResources resources) {

  public ImageBuilderSpec {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(source, "source");
  }
}
