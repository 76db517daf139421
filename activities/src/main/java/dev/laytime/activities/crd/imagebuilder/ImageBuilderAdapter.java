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
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.StatusRound;
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

  private static final Answer NOTHING = new Answer.Taken();

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /** Whether all workers that share the ledger have this adapter, with these settings. */
    boolean isAgreed();

    /** These are the rules that the cluster has now. */
    void found(List<FoundRule> rules);

    /** How what was ordered for an image stands; empty where it was not. */
    Optional<Standing> standing(Reference image, String request);

    /** Whether an image is being built, whoever ordered that. */
    boolean isBuilding(Reference image);

    /** Has something built, as one of the builds that a namespace may begin in an hour. */
    Answer order(BuildOrder order, String namespace);
  }

  /** What becomes of an order. */
  public sealed interface Answer {

    /** It is built, or somebody is asked for that already. */
    record Taken() implements Answer {}

    /** It is not yet, and needs nobody but time. */
    record Later(String why) implements Answer {}

    /** It is not, as things are. */
    record Refused(String why) implements Answer {}
  }

  /**
   * A build.
   *
   * @param endedAt null while it is underway
   */
  public record Standing(BuildStatus status, @Nullable Instant endedAt) {}

  /**
   * A rule that an object came to.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param text that its source is the digest of
   */
  public record FoundRule(String object, BuildRule rule, String text) {}

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
    String obstacle = ImageOperatorSettings.ORIGINAL.obstacle(api, "image-operator");
    if (!obstacle.isEmpty()) {
      return Round.none(obstacle);
    }
    if (!worker.isAgreed()) {
      return Round.none(
          "another worker that shares the ledger started later, without builders of"
              + " adapters.image-operator or with other settings of them");
    }
    Map<ImageBuilderObject, PlannedBuild> planned = new BuildPlan(settings).of(objects);
    List<FoundRule> rules = new ArrayList<>();
    planned.forEach((object, each) -> {
      if (each instanceof PlannedBuild.InForce force) {
        rules.add(new FoundRule(object.header().key(), force.rule(), force.text()));
      }
    });
    worker.found(rules);
    List<StatusRound.Said> said = new ArrayList<>();
    planned.forEach((object, each) -> said.add(said(object, judged(object, each))));
    return new StatusRound(api, events).write(said);
  }

  private static StatusRound.Said said(
      ImageBuilderObject object, ImageBuilderStatuses.Judged judged) {
    return new StatusRound.Said(
        object.header(),
        judged.status(),
        !judged.status().equals(object.status()),
        ImageBuilderStatuses.differ(object.status(), judged.status()),
        judged.verdict());
  }

  private ImageBuilderStatuses.Judged judged(ImageBuilderObject object, PlannedBuild planned) {
    Instant now = clock.instant();
    if (!(planned instanceof PlannedBuild.InForce force)) {
      return ImageBuilderStatuses.judged(object, planned, Attempt.NONE, NOTHING, now);
    }
    Attempt last = Attempt.last(number -> worker.standing(force.image(), object.request(number)));
    boolean again = last.isDue(now);
    if (last.status() == null ? force.done() : !again) {
      return ImageBuilderStatuses.judged(object, planned, last, NOTHING, now);
    }
    // Whoever asks for what is being built joins that, also where its text was another one.
    Answer answer =
        worker.isBuilding(force.image())
            ? NOTHING
            : order(object, force, again ? last.number() + 1 : 0);
    return ImageBuilderStatuses.judged(object, planned, last, answer, now);
  }

  /** The same order twice is one. */
  private Answer order(ImageBuilderObject object, PlannedBuild.InForce force, int attempt) {
    return worker.order(
        new BuildOrder(
            object.request(attempt),
            force.image(),
            force.rule().name(),
            null,
            object.header().toString(),
            "generation " + object.header().generation()),
        object.header().namespace());
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
