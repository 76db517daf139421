package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels and annotations of an object, which image-operator gave to the Pods of its Jobs. Only
 * names of people's own are handed on, and what switches something off: a cluster's injectors go by
 * names with a prefix, and could put somebody's container beside the worker's login.
 */
public record ObjectMarks(Map<String, String> labels, Map<String, String> annotations) {

  private static final Set<String> OFF = Set.of("false", "disabled");

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
        .filter(each -> !each.getKey().contains("/") || OFF.contains(each.getValue().asText()))
        .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
