package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import java.util.Comparator;

/** An object that names an image. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectReference(
    @Required @JsonProperty("api_version") String apiVersion,
    @Required String kind,
    @Required String namespace,
    @Required String name)
    implements Comparable<ObjectReference> {

  private static final Comparator<ObjectReference> ORDER =
      Comparator.comparing(ObjectReference::apiVersion)
          .thenComparing(ObjectReference::kind)
          .thenComparing(ObjectReference::namespace)
          .thenComparing(ObjectReference::name);

  /** A Pod. */
  public static ObjectReference pod(String namespace, String name) {
    return new ObjectReference("v1", "Pod", namespace, name);
  }

  @Override
  public int compareTo(ObjectReference other) {
    return ORDER.compare(this, other);
  }
}
