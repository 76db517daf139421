package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;

/**
 * What an image is called.
 *
 * @param name a repository as Docker understands it
 * @param version a tag
 * @param useAwsIRSA that the worker's own AWS identity is to be used; a worker that has one for a
 *     host uses it anyway
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageBuilderImage(
    @Required @JsonPropertyDescription("A repository, as in registry.example.com/team/app")
        String name,
    @Required @JsonPropertyDescription("A tag") String version,
    @Default("false")
        @JsonPropertyDescription(
            "Accepted; the worker's own AWS identity is used wherever its configuration says so")
        boolean useAwsIRSA) {

  public ImageBuilderImage {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }
}
