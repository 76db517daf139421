package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which objects were said not to be understood: each once, until somebody changes it. */
public final class Misread {

  /** More than these are said again. */
  private static final int MOST = 10_000;

  private final Set<State> said =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<State, Boolean> eldest) {
              return size() > MOST;
            }
          });

  private record State(String uid, String resourceVersion) {}

  /** Whether nobody has said so yet of this state of an object. */
  public boolean isNews(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return said.add(
        new State(metadata.path("uid").asText(), metadata.path("resourceVersion").asText()));
  }
}
