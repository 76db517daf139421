package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML's side of documents: events only, so that no tag, type or alias is acted upon. */
final class YamlDocuments {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  private final List<Node> documents = new ArrayList<>();
  private NodeBuilder builder = new NodeBuilder();

  private YamlDocuments() {}

  static Documents parse(String text) {
    YamlDocuments reading = new YamlDocuments();
    return new Documents(reading.documents, reading.read(text));
  }

  private @Nullable String read(String text) {
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        hear(event);
      }
      return null;
    } catch (MalformedException e) {
      return "document %d: %s".formatted(documents.size() + 1, e.getMessage());
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("");
      return "not YAML: " + line + " " + e.getProblem();
    } catch (YamlEngineException e) {
      return "not YAML: " + e.getMessage();
    }
  }

  private void hear(Event event) throws MalformedException {
    switch (event.getEventId()) {
      case DocumentStart -> builder = new NodeBuilder();
      case DocumentEnd -> documents.add(builder.document());
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> builder.alias(((AliasEvent) event).getAlias().getValue());
      case MappingStart, SequenceStart ->
          builder.begin(event instanceof MappingStartEvent, anchor((CollectionStartEvent) event));
      case MappingEnd, SequenceEnd -> builder.end();
      case StreamStart, StreamEnd, Comment -> {}
    }
  }

  private void scalar(ScalarEvent event) throws MalformedException {
    builder.scalar(event.getValue(), event.getScalarStyle() == ScalarStyle.PLAIN, anchor(event));
  }

  private static @Nullable String anchor(NodeEvent event) {
    return event.getAnchor().map(Anchor::getValue).orElse(null);
  }
}
