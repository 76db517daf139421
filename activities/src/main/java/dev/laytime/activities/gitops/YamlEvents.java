package dev.laytime.activities.gitops;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a YAML text says, event by event: no tag, type or alias is acted upon. */
final class YamlEvents {

  private static final int MOST = 500_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  private YamlEvents() {}

  /**
   * The events of a text.
   *
   * @throws EditRefusedException if it is no YAML, or too long
   */
  static List<Event> of(String text) throws EditRefusedException {
    List<Event> events = new ArrayList<>();
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        events.add(event);
        if (events.size() > MOST) {
          throw new EditRefusedException("more than %d values".formatted(MOST), "split the file");
        }
      }
      return events;
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("");
      throw notYaml(line + " " + e.getProblem());
    } catch (YamlEngineException e) {
      throw notYaml(String.valueOf(e.getMessage()));
    }
  }

  /** Each event as text: equal for what says the same in the same way. */
  static List<String> described(String text) throws EditRefusedException {
    List<String> described = new ArrayList<>();
    for (Event event : of(text)) {
      described.add(describe(event));
    }
    return described;
  }

  /** A scalar without anchor and tag, as {@link #described} has it. */
  static String scalar(YamlNode.Style style, String value) {
    return "scalar " + style + " " + value;
  }

  private static String describe(Event event) {
    return switch (event) {
      case ScalarEvent scalar ->
          named(scalar)
              + scalar.getTag().map(tag -> "!" + tag + " ").orElse("")
              + scalar(style(scalar), scalar.getValue());
      case AliasEvent alias -> "alias " + alias.getAlias().getValue();
      case CollectionStartEvent start ->
          named(start) + start.getTag().map(tag -> "!" + tag + " ").orElse("") + start.getEventId();
      default -> event.getEventId().toString();
    };
  }

  private static String named(NodeEvent event) {
    return event.getAnchor().map(anchor -> "&" + anchor.getValue() + " ").orElse("");
  }

  /** How a scalar is written. */
  static YamlNode.Style style(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case PLAIN -> YamlNode.Style.PLAIN;
      case SINGLE_QUOTED -> YamlNode.Style.SINGLE;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> YamlNode.Style.DOUBLE;
      case LITERAL, FOLDED -> YamlNode.Style.BLOCK;
    };
  }

  private static EditRefusedException notYaml(String why) {
    return new EditRefusedException(
        "not YAML: " + why.strip(), "correct the file; templates cannot be written");
  }
}
