package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.laytime.activities.crd.Misread;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectHeader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and makes objects of image-operator's kind. */
record ImageObjects(ObjectApi api, Misread misread) {

  private static final Logger log = LoggerFactory.getLogger(ImageObjects.class);
  private static final String FAILED = "?fieldSelector=reason%3DFailed";
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  /** Marks an object that was made for a Pod. */
  static final String FOR_POD = "laytime.dev/copied-on-the-fly";

  /**
   * All of them, of every namespace.
   *
   * @throws IOException if any is missing
   */
  List<ImageObject> images() throws IOException {
    return api.list(ImageOperatorSettings.IMAGES.path(), object -> List.of(image(object)));
  }

  /**
   * Images that Pods could not have, as events of late tell.
   *
   * @param onTheFly whose Pods count
   * @throws IOException if any is missing
   */
  List<FailedPull> failedPulls(OnTheFly onTheFly) throws IOException {
    List<FailedPull> all = new ArrayList<>();
    for (String path : paths(onTheFly)) {
      all.addAll(
          api.list(
              path,
              event ->
                  FailedPull.of(event).stream()
                      .filter(pull -> onTheFly.counts(pull.namespace()))
                      .toList()));
    }
    return all.stream().distinct().toList();
  }

  /** Where names are named, only there: more may not be allowed. */
  private static List<String> paths(OnTheFly onTheFly) {
    boolean named = onTheFly.namespaces().stream().noneMatch(name -> name.matches(".*[*?].*"));
    return named
        ? onTheFly.namespaces().stream()
            .map(name -> "/api/v1/namespaces/" + name + "/events" + FAILED)
            .toList()
        : List.of("/api/v1/events" + FAILED);
  }

  /**
   * Makes one that copies a tag once.
   *
   * @return whether it was made; not where there is one of that name
   * @throws IOException if it was refused, or there was no answer
   */
  boolean make(String namespace, String name, OnTheFly.Wanted wanted) throws IOException {
    ObjectNode object = JSON.createObjectNode();
    object
        .put("apiVersion", ImageOperatorSettings.IMAGES.version())
        .put("kind", ImageOperatorSettings.IMAGES.kind());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("namespace", namespace).put("name", name);
    metadata.putObject("labels").put(FOR_POD, "true");
    ObjectNode spec = object.putObject("spec").put("mode", "OneShot");
    spec.putObject("source")
        .put("name", wanted.source().toString())
        .put("version", wanted.tag().value());
    spec.putObject("destination")
        .put("name", wanted.destination().toString())
        .put("version", wanted.tag().value());
    ObjectApi.Answer answer = api.create(ImageOperatorSettings.IMAGES.path(namespace), object);
    if (!answer.isOk() && answer.status() != CONFLICT) {
      throw new IOException("make Image %s/%s: %s".formatted(namespace, name, answer.refusal()));
    }
    return answer.isOk();
  }

  private ImageObject image(JsonNode object) {
    ObjectHeader header = ObjectHeader.of(ImageOperatorSettings.IMAGES, object);
    JsonNode metadata = object.path("metadata");
    return new ImageObject(
        header,
        instant(metadata.path("creationTimestamp").asText()),
        spec(header, object),
        status(header, object),
        ObjectMarks.of(metadata),
        metadata.path("labels").has(FOR_POD));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.MAX; // it takes nothing of what others have
    }
  }

  private @Nullable ImageSpec spec(ObjectHeader header, JsonNode object) {
    try {
      return object.path("spec").isObject()
          ? JSON.treeToValue(object.path("spec"), ImageSpec.class)
          : null;
    } catch (JsonProcessingException e) {
      if (misread.isNews(object)) {
        log.warn("not understood object=\"{}\" cause={}", header, e.getOriginalMessage());
      }
      return null;
    }
  }

  private ImageStatus status(ObjectHeader header, JsonNode object) {
    try {
      return object.path("status").isObject()
          ? JSON.treeToValue(object.path("status"), ImageStatus.class)
          : ImageStatus.NONE;
    } catch (JsonProcessingException e) {
      if (misread.isNews(object)) {
        log.warn("its status is written anew object=\"{}\"", header);
      }
      return ImageStatus.NONE;
    }
  }
}
