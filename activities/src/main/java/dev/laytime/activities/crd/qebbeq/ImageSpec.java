package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/**
 * What an {@code Image} object is about.
 *
 * @param image the reference as Pods write it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageSpec(
    @Required
        @ValidationRule(
            value = "self.size() <= 4096 && self.matches('^[^[:space:]]+$')",
            message =
                "image: expected a reference as Pods write it, such as"
                    + " registry.example.com/team/app:1.2")
        @JsonPropertyDescription(
            "Full image reference (e.g., registry/repo@sha256:... or registry/repo:tag)")
        String image) {

  public ImageSpec {
    Objects.requireNonNull(image, "image");
  }
}
