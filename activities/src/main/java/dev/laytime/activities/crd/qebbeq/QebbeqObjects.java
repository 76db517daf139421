package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.laytime.activities.crd.Misread;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.OriginalDeployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes objects of Qebbeq's kinds. */
final class QebbeqObjects {

  private static final Logger log = LoggerFactory.getLogger(QebbeqObjects.class);
  private static final String GROUP = "qebbeq.tuco86.dev";
  private static final String VERSION = GROUP + "/v1alpha1";
  private static final String BASE = "/apis/" + VERSION;
  private static final String DEFINITION =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/images." + GROUP;
  private static final String MANAGER = "laytime";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** Its chart has a registry as well, which may stay. */
  private static final OriginalDeployment ORIGINAL =
      new OriginalDeployment(
          Pattern.compile("qebbeq"),
          Map.of(
              "helm.sh/chart",
              Pattern.compile("qebbeq-[0-9].*"),
              "app.kubernetes.io/component",
              Pattern.compile("controller")));

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final ObjectApi api;
  private final Misread misread;

  /**
   * Those of one cluster.
   *
   * @param misread what was said before
   */
  QebbeqObjects(ObjectApi api, Misread misread) {
    this.api = api;
    this.misread = misread;
  }

  /**
   * All images, of every namespace.
   *
   * @throws IOException if any is missing
   */
  List<ImageObject> images() throws IOException {
    return api.list(BASE + "/images", this::image);
  }

  /**
   * All mirrors, of every namespace.
   *
   * @throws IOException if any is missing
   */
  List<ImageMirrorObject> mirrors() throws IOException {
    return api.list(BASE + "/imagemirrors", this::mirror);
  }

  /**
   * Qebbeq's own Deployments that have ready replicas, wherever they are.
   *
   * @throws IOException if that cannot be told
   */
  List<String> runningQebbeqs() throws IOException {
    return ORIGINAL.running(api);
  }

  /**
   * Whether a namespace, or the kind itself, is being taken away: what is deleted there must not be
   * held up. So is what nobody lets us know of.
   *
   * @throws IOException if there is no answer
   */
  boolean mayBeClosing(String namespace) throws IOException {
    return isGoing(namespace, true);
  }

  /**
   * The same, as far as it is known.
   *
   * @throws IOException if there is no answer
   */
  boolean isClosing(String namespace) throws IOException {
    return isGoing(namespace, false);
  }

  private boolean isGoing(String namespace, boolean unknown) throws IOException {
    for (String path : List.of("/api/v1/namespaces/" + namespace, DEFINITION)) {
      ObjectApi.Answer answer = api.get(path);
      if (answer.isOk()
          ? answer.body().path("metadata").hasNonNull("deletionTimestamp")
          : unknown) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes a change.
   *
   * @throws IOException if there is no answer: it may have been written
   */
  Outcome write(Change change) throws IOException {
    return switch (change) {
      case Change.Create(var key, var image) -> create(key, image);
      case Change.AddFinalizer(var object) -> finalizers(object, true);
      case Change.RemoveFinalizer(var object) -> finalizers(object, false);
      case Change.Delete(var object) -> delete(object);
      case Change.WriteStatus(var key, var status) ->
          status("images", "Image", key, JSON.valueToTree(status));
      case Change.WriteMirrorStatus(var key, var status) ->
          status("imagemirrors", "ImageMirror", key, JSON.valueToTree(status));
    };
  }

  private Outcome create(ObjectKey key, String image) throws IOException {
    ObjectNode object = object("Image", key);
    object.withObject("metadata").putArray("finalizers").add(ImageObject.FINALIZER);
    object.putObject("spec").put("image", image);
    ObjectApi.Answer answer = api.create(path("images", key.namespace()), object);
    return answer.status() == CONFLICT ? new Outcome.Overtaken() : outcome(answer);
  }

  /** A list of finalizers is replaced as a whole, so nobody may have changed it meanwhile. */
  private Outcome finalizers(ImageObject object, boolean with) throws IOException {
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    precondition(metadata, object);
    ArrayNode finalizers = metadata.putArray("finalizers");
    object.finalizers().stream()
        .filter(finalizer -> !finalizer.equals(ImageObject.FINALIZER))
        .forEach(finalizers::add);
    if (with) {
      finalizers.add(ImageObject.FINALIZER);
    }
    return changed(
        api.patch(
            path("images", object.key()) + "?fieldManager=" + MANAGER,
            ObjectApi.Patch.MERGE,
            patch));
  }

  /** Only the very object that was looked at: a person may have put another in its place. */
  private Outcome delete(ImageObject object) throws IOException {
    ObjectNode options =
        JSON.createObjectNode().put("apiVersion", "v1").put("kind", "DeleteOptions");
    precondition(options.putObject("preconditions"), object);
    return changed(api.delete(path("images", object.key()), options));
  }

  private static void precondition(ObjectNode node, ImageObject object) {
    node.put("uid", object.version().uid());
    node.put("resourceVersion", object.version().resourceVersion());
  }

  private Outcome status(String plural, String kind, ObjectKey key, JsonNode status)
      throws IOException {
    ObjectNode object = object(kind, key);
    object.set("status", status);
    ObjectApi.Answer answer =
        api.patch(
            path(plural, key) + "/status?force=true&fieldManager=" + MANAGER,
            ObjectApi.Patch.APPLY,
            object);
    boolean missing = answer.status() == NOT_FOUND && isThere(plural, key);
    return missing ? new Outcome.NoStatus(kind) : changed(answer);
  }

  /** By the list, which is all that we need a right to. */
  private boolean isThere(String plural, ObjectKey key) throws IOException {
    List<ObjectKey> same =
        api.list(BASE + "/" + plural, object -> key(object).equals(key) ? List.of(key) : List.of());
    return !same.isEmpty();
  }

  /** What became of a change to an object that was there. */
  private static Outcome changed(ObjectApi.Answer answer) {
    return answer.status() == NOT_FOUND || answer.status() == CONFLICT
        ? new Outcome.Overtaken()
        : outcome(answer);
  }

  private static Outcome outcome(ObjectApi.Answer answer) {
    if (answer.isOk()) {
      return new Outcome.Done();
    }
    return answer.status() == TOO_MANY || answer.status() >= SERVER_ERROR
        ? new Outcome.Busy(answer.refusal())
        : new Outcome.Refused(answer.refusal());
  }

  private static ObjectNode object(String kind, ObjectKey key) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", VERSION).put("kind", kind);
    object.putObject("metadata").put("namespace", key.namespace()).put("name", key.name());
    return object;
  }

  private static String path(String plural, String namespace) {
    return "%s/namespaces/%s/%s".formatted(BASE, namespace, plural);
  }

  private static String path(String plural, ObjectKey key) {
    return path(plural, key.namespace()) + "/" + key.name();
  }

  private List<ImageObject> image(JsonNode object) {
    return parsed(
        object,
        () -> {
          JsonNode metadata = object.path("metadata");
          List<String> finalizers = new ArrayList<>();
          metadata.path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
          return new ImageObject(
              key(object),
              JSON.treeToValue(object.path("spec"), ImageSpec.class),
              status(object, ImageStatus.class, ImageStatus.NONE),
              finalizers,
              metadata.hasNonNull("deletionTimestamp"),
              new ImageObject.Version(
                  metadata.path("uid").asText(), metadata.path("resourceVersion").asText()));
        });
  }

  private List<ImageMirrorObject> mirror(JsonNode object) {
    return parsed(
        object,
        () ->
            new ImageMirrorObject(
                key(object),
                JSON.treeToValue(object.path("spec"), ImageMirrorSpec.class),
                status(object, ImageMirrorStatus.class, ImageMirrorStatus.NONE)));
  }

  private interface Reading<T> {
    T read() throws JsonProcessingException;
  }

  /** An object that no version of Qebbeq could have taken is nobody's. */
  private <T> List<T> parsed(JsonNode object, Reading<T> reading) {
    try {
      return object.path("spec").isObject() ? List.of(reading.read()) : List.of();
    } catch (JsonProcessingException e) {
      if (misread.isNews(object)) {
        log.warn(
            "not understood kind={} object={} cause={}",
            object.path("kind").asText(),
            key(object),
            e.toString());
      }
      return List.of();
    }
  }

  private static <T> T status(JsonNode object, Class<T> type, T none)
      throws JsonProcessingException {
    return object.hasNonNull("status") ? JSON.treeToValue(object.path("status"), type) : none;
  }

  private static ObjectKey key(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText());
  }
}
