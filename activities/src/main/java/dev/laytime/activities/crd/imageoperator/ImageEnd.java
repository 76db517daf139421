package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;

/**
 * One end of a copy.
 *
 * @param name a repository as Docker understands it: without a host it is one of Docker Hub's
 * @param version a tag, or at the source a pattern such as {@code 2.13.x}
 * @param useAwsIRSA that the worker's own AWS identity is to be used; a worker that has one for a
 *     host uses it anyway
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageEnd(
    @Required
        @JsonPropertyDescription("A repository, as in quay.io/org/app; without a host Docker Hub's")
        String name,
    @Required @JsonPropertyDescription("A tag; of the source also a pattern, as in 2.13.x")
        String version,
    @Default("false")
        @JsonPropertyDescription(
            "Accepted; the worker's own AWS identity is used wherever its configuration says so")
        boolean useAwsIRSA) {

  public ImageEnd {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }
}
