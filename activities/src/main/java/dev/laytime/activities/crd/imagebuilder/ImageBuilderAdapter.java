package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.Misread;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.activities.crd.StatusWriter;
import dev.laytime.activities.crd.imageoperator.ImageOperatorSettings;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for a cluster's users what image-operator did with its builders. It works by levels: each
 * round reads everything and writes the differences. Two at once write the same.
 */
public final class ImageBuilderAdapter {

  private static final Logger log = LoggerFactory.getLogger(ImageBuilderAdapter.class);

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /** Whether all workers that share the ledger have this adapter, with these settings. */
    boolean isAgreed();

    /** These are the rules that the cluster has now. */
    void found(List<FoundRule> rules);

    /** How what was ordered for an image stands; empty where it was not. */
    Optional<BuildStatus> standing(Reference image, String request);

    /** Whether an image is being built, whoever ordered that. */
    boolean isBuilding(Reference image);

    /**
     * Has something built.
     *
     * @return why it is not; empty where it is
     */
    String order(BuildOrder order);
  }

  /**
   * A rule that an object came to.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param text that its source is the digest of
   */
  public record FoundRule(String object, BuildRule rule, String text) {}

  /**
   * What becomes of a round.
   *
   * @param trouble why nothing, or not everything, was done; empty for nothing
   * @param written how many objects were written
   */
  public record Round(String trouble, int written) {}

  private final ImageBuilderSettings settings;
  private final Worker worker;
  private final EventWriter events;
  private final InstantSource clock;
  private final Misread misread = new Misread();

  /** An adapter of one worker. */
  public ImageBuilderAdapter(
      ImageBuilderSettings settings, Worker worker, EventWriter events, InstantSource clock) {
    this.settings = settings;
    this.worker = worker;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Reads everything, has built what is new, and writes what is different.
   *
   * @throws IOException if not everything could be read: then nothing is changed
   */
  public Round round(ObjectApi api) throws IOException {
    List<ImageBuilderObject> objects =
        api.list(ImageBuilderSettings.BUILDERS.path(), object -> List.of(object(object)));
    List<String> running = ImageOperatorSettings.ORIGINAL.running(api);
    if (!running.isEmpty()) {
      return new Round(
          "image-operator's own Deployment %s has ready replicas: scale it to 0"
              .formatted(running.getFirst()),
          0);
    }
    if (!worker.isAgreed()) {
      return new Round(
          "another worker that shares the ledger started later, without builders of"
              + " adapters.image-operator or with other settings of them",
          0);
    }
    Map<ImageBuilderObject, PlannedBuild> planned = new BuildPlan(settings).of(objects);
    List<FoundRule> rules = new ArrayList<>();
    planned.forEach((object, each) -> {
      if (each instanceof PlannedBuild.InForce force) {
        rules.add(new FoundRule(object.header().key(), force.rule(), force.text()));
      }
    });
    worker.found(rules);
    StatusWriter writer = new StatusWriter(api);
    int written = 0;
    String trouble = "";
    for (Map.Entry<ImageBuilderObject, PlannedBuild> each : planned.entrySet()) {
      ImageBuilderObject object = each.getKey();
      ImageBuilderStatuses.Judged judged = judged(object, each.getValue());
      try {
        if (!judged.status().equals(object.status())
            && writer.write(object.header(), judged.status())) {
          written++;
          if (ImageBuilderStatuses.differ(object.status(), judged.status())) {
            var _ = events.tell(api, object.header(), judged.verdict());
          }
        }
      } catch (IOException e) {
        trouble =
            "not everything can be written: %s: %s".formatted(object.header(), e.getMessage());
      }
    }
    return new Round(trouble, written);
  }

  private ImageBuilderStatuses.Judged judged(ImageBuilderObject object, PlannedBuild planned) {
    Instant now = clock.instant();
    if (!(planned instanceof PlannedBuild.InForce force)) {
      return ImageBuilderStatuses.judged(object, planned, null, "", now);
    }
    BuildStatus standing = worker.standing(force.image(), object.request()).orElse(null);
    if (standing != null || force.done()) {
      return ImageBuilderStatuses.judged(object, planned, standing, "", now);
    }
    // Whoever asks for what is being built joins that, also where its text was another one.
    String refusal = worker.isBuilding(force.image()) ? "" : order(object, force);
    return ImageBuilderStatuses.judged(object, planned, null, refusal, now);
  }

  /** The same order twice is one. */
  private String order(ImageBuilderObject object, PlannedBuild.InForce force) {
    return worker.order(
        new BuildOrder(
            object.request(),
            force.image(),
            force.rule().name(),
            null,
            object.header().toString(),
            "generation " + object.header().generation()));
  }

  private ImageBuilderObject object(JsonNode object) {
    ObjectHeader header = ObjectHeader.of(ImageBuilderSettings.BUILDERS, object);
    return new ImageBuilderObject(
        header,
        instant(object.path("metadata").path("creationTimestamp").asText()),
        read(object, "spec", ImageBuilderSpec.class),
        Optional.ofNullable(read(object, "status", ImageBuilderStatus.class))
            .orElse(ImageBuilderStatus.NONE));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.MAX; // it takes nothing of what others have
    }
  }

  private <T> @Nullable T read(JsonNode object, String field, Class<T> type) {
    try {
      return object.path(field).isObject() ? JSON.treeToValue(object.path(field), type) : null;
    } catch (JsonProcessingException e) {
      if (misread.isNews(object)) {
        // What its parser says would quote the object.
        log.warn(
            "not understood object=\"{}\" field={}",
            object.path("metadata").path("name").asText(),
            field);
      }
      return null;
    }
  }
}
