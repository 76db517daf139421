package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.YamlNode.Entry;
import dev.laytime.activities.gitops.YamlNode.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A YAML text, and the trees of its documents. */
final class YamlText {

  private static final int DEEPEST = 100;

  private final String text;
  private final List<Event> events;
  private final List<YamlNode> documents = new ArrayList<>();

  /** Where each code point stands, by which the parser counts; null where each is one char. */
  private final int @Nullable [] offsets;

  private int at;

  private YamlText(String text) throws EditRefusedException {
    this.text = text;
    this.events = YamlEvents.of(text);
    this.offsets = offsets(text);
  }

  /**
   * Reads a text.
   *
   * @throws EditRefusedException if it is no YAML
   */
  static YamlText parse(String text) throws EditRefusedException {
    YamlText yaml = new YamlText(text);
    while (yaml.at < yaml.events.size()) {
      if (yaml.events.get(yaml.at++).getEventId() == Event.ID.DocumentStart) {
        yaml.documents.add(yaml.node(0));
      }
    }
    return yaml;
  }

  String text() {
    return text;
  }

  List<YamlNode> documents() {
    return documents;
  }

  /**
   * The root of the only document.
   *
   * @throws EditRefusedException if there is none, or more than one
   */
  YamlNode only() throws EditRefusedException {
    if (documents.size() != 1) {
      throw new EditRefusedException(
          "expected one YAML document, and there are " + documents.size(),
          "name a file that has one");
    }
    return documents.getFirst();
  }

  private YamlNode node(int depth) throws EditRefusedException {
    if (depth > DEEPEST) {
      throw new EditRefusedException("nested deeper than " + DEEPEST, "write it flatter");
    }
    int first = at;
    Event event = events.get(at++);
    return switch (event) {
      case AliasEvent alias ->
          new YamlNode.Alias(place(event, event, first), alias.getAlias().getValue());
      case ScalarEvent scalar ->
          new YamlNode.Scalar(
              place(event, event, first), YamlEvents.style(scalar), scalar.getValue());
      case MappingStartEvent start -> mapping(start, first, depth);
      default -> sequence((CollectionStartEvent) event, first, depth);
    };
  }

  private YamlNode mapping(MappingStartEvent start, int first, int depth)
      throws EditRefusedException {
    List<Entry> entries = new ArrayList<>();
    while (events.get(at).getEventId() != Event.ID.MappingEnd) {
      YamlNode key = node(depth + 1);
      entries.add(new Entry(key, node(depth + 1)));
    }
    return new YamlNode.Mapping(place(start, events.get(at++), first), isFlow(start), entries);
  }

  private YamlNode sequence(CollectionStartEvent start, int first, int depth)
      throws EditRefusedException {
    List<YamlNode> items = new ArrayList<>();
    while (events.get(at).getEventId() != Event.ID.SequenceEnd) {
      items.add(node(depth + 1));
    }
    return new YamlNode.Sequence(place(start, events.get(at++), first), isFlow(start), items);
  }

  private static boolean isFlow(CollectionStartEvent start) {
    return start.getFlowStyle() == FlowStyle.FLOW;
  }

  private Place place(Event start, Event end, int first) {
    Mark from = start.getStartMark().orElseThrow();
    Mark to = end.getEndMark().orElseThrow();
    boolean named =
        start instanceof NodeEvent node
            && (node.getAnchor().isPresent()
                || (node instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (node instanceof CollectionStartEvent collection
                    && collection.getTag().isPresent()));
    return new Place(
        offset(from), offset(to), first, at, from.getLine() + 1, from.getColumn(), named);
  }

  private int offset(Mark mark) {
    return offsets == null ? mark.getIndex() : offsets[mark.getIndex()];
  }

  private static int @Nullable [] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] offsets = new int[count + 1];
    for (int i = 1; i <= count; i++) {
      offsets[i] = text.offsetByCodePoints(offsets[i - 1], 1);
    }
    return offsets;
  }
}
