package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.YamlNode.Alias;
import dev.laytime.activities.gitops.YamlNode.Entry;
import dev.laytime.activities.gitops.YamlNode.Mapping;
import dev.laytime.activities.gitops.YamlNode.Place;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import dev.laytime.activities.gitops.YamlNode.Sequence;
import dev.laytime.activities.gitops.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** New lines in a YAML text, with the indentation and the line ends of those around them. */
final class YamlInsertion {

  private final String text;
  private final String end;

  YamlInsertion(YamlText yaml) {
    this.text = yaml.text();
    this.end = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** A key at the end of the root, with a list of one mapping. */
  YamlChange key(Mapping root, String key, Map<String, String> item) {
    List<String> says = new ArrayList<>();
    says.add(YamlEvents.scalar(Style.PLAIN, key));
    says.addAll(list(item));
    int last = root.place().last() - 1;
    int at = lineEnd(root);
    String indent = " ".repeat(column(root));
    return insertion(at, indent + key + ":" + end + block(indent + "- ", item), last, last, says);
  }

  /** A list of one mapping instead of a key's value that says nothing. */
  List<YamlChange> insteadOf(Mapping root, YamlNode nothing, Map<String, String> item) {
    Place place = nothing.place();
    List<YamlChange> changes = new ArrayList<>();
    int from = place.from();
    while (place.to() > place.from() && text.charAt(from - 1) == ' ') {
      from--;
    }
    int at = Math.min(text.length(), nextLine(place.to()));
    String indent = " ".repeat(column(root));
    YamlChange lines =
        insertion(at, block(indent + "- ", item), place.first(), place.last(), list(item));
    if (from < place.to()) {
      changes.add(new YamlChange(from, place.to(), "", place.first(), place.first(), List.of()));
    }
    changes.add(lines);
    return changes;
  }

  /** One more mapping at the end of a list. */
  YamlChange item(Sequence list, Map<String, String> item) throws EditRefusedException {
    int last = list.place().last() - 1;
    if (list.flow()) {
      int bracket = list.items().getLast().place().to();
      return new YamlChange(
          bracket, bracket, ", {" + inLine(item) + "}", last, last, mapping(item));
    }
    // The mark before a list is its first dash, also where that is not indented.
    String indent = " ".repeat(dash(list));
    return insertion(lineEnd(list), block(indent + "- ", item), last, last, mapping(item));
  }

  /** More keys of a mapping, behind its first. */
  YamlChange after(Mapping mapping, Map<String, String> keys) {
    Entry first = mapping.entries().getFirst();
    int at = first.value().place().last();
    List<String> says = says(keys);
    if (mapping.flow()) {
      int to = first.value().place().to();
      return new YamlChange(to, to, ", " + inLine(keys), at, at, says);
    }
    String indent = " ".repeat(first.key().place().column());
    return insertion(lineEnd(first.value()), block(indent, keys), at, at, says);
  }

  private YamlChange insertion(int at, String lines, int first, int last, List<String> says) {
    String before = at > 0 && text.charAt(at - 1) != '\n' ? end : "";
    boolean endless = at == text.length() && !before.isEmpty();
    String with = before + lines;
    return new YamlChange(
        at,
        at,
        // A file without a last line end stays one.
        endless ? with.substring(0, with.length() - end.length()) : with,
        first,
        last,
        says);
  }

  private String block(String begin, Map<String, String> keys) {
    StringBuilder lines = new StringBuilder();
    String indent = begin;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      lines.append(indent).append(key.getKey()).append(": ").append(written(key.getValue()));
      lines.append(end);
      indent = begin.replace('-', ' ');
    }
    return lines.toString();
  }

  private static String inLine(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(key -> key.getKey() + ": " + written(key.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String written(String value) {
    return Scalars.written(Scalars.style(value), value);
  }

  private static List<String> list(Map<String, String> item) {
    List<String> says = new ArrayList<>();
    says.add("SequenceStart");
    says.addAll(mapping(item));
    says.add("SequenceEnd");
    return says;
  }

  private static List<String> mapping(Map<String, String> keys) {
    List<String> says = new ArrayList<>();
    says.add("MappingStart");
    says.addAll(says(keys));
    says.add("MappingEnd");
    return says;
  }

  private static List<String> says(Map<String, String> keys) {
    List<String> says = new ArrayList<>();
    keys.forEach((key, value) -> {
      says.add(YamlEvents.scalar(Style.PLAIN, key));
      says.add(YamlEvents.scalar(Scalars.style(value), value));
    });
    return says;
  }

  /** The column of a mapping's keys. */
  private static int column(Mapping mapping) {
    return mapping.entries().getFirst().key().place().column();
  }

  /** The column of a block list's dashes: the one before its last item's first character. */
  private int dash(Sequence list) throws EditRefusedException {
    YamlNode item = list.items().getLast();
    int line = item.place().from() - item.place().column();
    String before = text.substring(line, item.place().from());
    if (!before.matches(" *- *")) {
      throw new EditRefusedException(
          "the list's entry in line %d begins in another line than its dash"
              .formatted(item.place().line()),
          "add the image's entry by hand once");
    }
    return before.indexOf('-');
  }

  /** Behind the last line that a part has anything in. */
  private int lineEnd(YamlNode node) {
    int to = end(node);
    return to > 0 && text.charAt(to - 1) == '\n' ? to : nextLine(to);
  }

  private int nextLine(int offset) {
    int newline = text.indexOf('\n', offset);
    return newline < 0 ? text.length() : newline + 1;
  }

  /** Blocks end where the parser notices; their last values do where they end. */
  private static int end(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.place().to();
      case Alias alias -> alias.place().to();
      case Mapping mapping when mapping.flow() || mapping.entries().isEmpty() ->
          mapping.place().to();
      case Mapping mapping -> end(mapping.entries().getLast().value());
      case Sequence sequence when sequence.flow() || sequence.items().isEmpty() ->
          sequence.place().to();
      case Sequence sequence -> end(sequence.items().getLast());
    };
  }
}
