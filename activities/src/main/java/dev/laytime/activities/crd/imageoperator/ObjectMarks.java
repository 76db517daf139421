package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations of an object, which image-operator gave to the Pods of its Jobs. */
public record ObjectMarks(Map<String, String> labels, Map<String, String> annotations) {

  /** What kubectl keeps there is about the object itself. */
  private static final String KUBECTL = "kubectl.kubernetes.io/";

  public ObjectMarks {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  static ObjectMarks of(JsonNode metadata) {
    return new ObjectMarks(texts(metadata.path("labels")), texts(metadata.path("annotations")));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().stream()
        .filter(each -> !each.getKey().startsWith(KUBECTL))
        .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
