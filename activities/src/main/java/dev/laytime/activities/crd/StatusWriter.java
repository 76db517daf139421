package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Writes what became of objects, by server-side apply as {@link #MANAGER}. Of two who write the
 * same state of an object one succeeds, so that one of them tells of it.
 */
public final class StatusWriter {

  /** The one field manager of all that Laytime writes. */
  public static final String MANAGER = "laytime";

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final ObjectApi api;

  public StatusWriter(ObjectApi api) {
    this.api = api;
  }

  /**
   * Writes it.
   *
   * @param status in the form of its kind
   * @return whether it was written; not where the object is another by now, or gone
   * @throws IOException if it was refused, or there was no answer
   */
  public boolean write(ObjectHeader object, Object status) throws IOException {
    ObjectNode patch = JSON.createObjectNode();
    patch.put("apiVersion", object.kind().version()).put("kind", object.kind().kind());
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("name", object.name()).put("resourceVersion", object.version());
    if (object.kind().namespaced()) {
      metadata.put("namespace", object.namespace());
    }
    patch.set("status", JSON.valueToTree(status));
    ObjectApi.Answer answer =
        api.patch(
            object.kind().path(object.namespace(), object.name())
                + "/status?force=true&fieldManager="
                + MANAGER,
            ObjectApi.Patch.APPLY,
            patch);
    if (answer.isOk()) {
      return true;
    }
    if (answer.status() == NOT_FOUND || answer.status() == CONFLICT) {
      return false;
    }
    throw new IOException(answer.refusal());
  }
}
