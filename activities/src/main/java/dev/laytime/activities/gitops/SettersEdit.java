package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.GitFileEdit.Setters;
import dev.laytime.activities.gitops.YamlNode.Entry;
import dev.laytime.activities.gitops.YamlNode.Mapping;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Writes an image wherever a comment asks for it. */
final class SettersEdit {

  private final YamlText yaml;
  private final String text;
  private final Setters setters;
  private final Pin pin;
  private final WrittenImage image;
  private final boolean certain;

  /** Where scalars end, and which; a mark belongs to the one right before it. */
  private final List<Scalar> values = new ArrayList<>();

  private final List<Scalar> all = new ArrayList<>();

  private final Map<Scalar, Mapping> around = new HashMap<>();

  private SettersEdit(
      YamlText yaml, Setters setters, Pin pin, WrittenImage image, boolean certain) {
    this.yaml = yaml;
    this.text = yaml.text();
    this.setters = setters;
    this.pin = pin;
    this.image = image;
    this.certain = certain;
  }

  /** Whether a file may hold marks; what holds none need not be YAML. */
  static boolean mayHold(String text) {
    return text.contains("\"$laytime\"") || text.contains("\"$imagepolicy\"");
  }

  /**
   * What is to be changed.
   *
   * @return null where no mark is the image's
   * @throws EditRefusedException if a mark is not clear, or a value cannot be edited
   */
  static @Nullable List<YamlChange> changes(
      YamlText yaml, Setters setters, Pin pin, WrittenImage image, boolean certain)
      throws EditRefusedException {
    return new SettersEdit(yaml, setters, pin, image, certain).changes();
  }

  private @Nullable List<YamlChange> changes() throws EditRefusedException {
    yaml.documents().forEach(root -> gather(root, true));
    List<YamlChange> changes = new ArrayList<>();
    boolean found = false;
    Matcher marks = SetterMark.in(text);
    while (marks.find()) {
      SetterMark mark = SetterMark.of(marks);
      if (mark.isFor(image, setters) && !isContent(mark)) {
        found = true;
        change(mark, marks.end()).ifPresent(changes::add);
      }
    }
    return found ? changes : null;
  }

  private void gather(YamlNode node, boolean value) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (Entry entry : mapping.entries()) {
          gather(entry.key(), false);
          if (entry.value() instanceof Scalar scalar) {
            around.put(scalar, mapping);
          }
          gather(entry.value(), true);
        }
      }
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> gather(item, true));
      case Scalar scalar -> {
        all.add(scalar);
        if (value) {
          values.add(scalar);
        }
      }
      case YamlNode.Alias _ -> {}
    }
  }

  /** What stands within a value is the value's, not ours. */
  private boolean isContent(SetterMark mark) {
    return all.stream()
        .anyMatch(scalar -> content(scalar) <= mark.from() && mark.from() < scalar.place().to());
  }

  /** A block's begins in the line behind its header. */
  private int content(Scalar scalar) {
    int from = scalar.place().from();
    return scalar.style() == YamlNode.Style.BLOCK ? text.indexOf('\n', from) : from;
  }

  private Optional<YamlChange> change(SetterMark mark, int end) throws EditRefusedException {
    String what = "the value marked in line %d".formatted(line(mark.from()));
    Scalar scalar = before(mark, end, what);
    String before = Scalars.editable(text, scalar, what).value();
    String value =
        switch (mark.word()) {
          case "", "image" -> {
            image.requireIsMeantBy(before, isCertain(mark), what);
            yield image.reference(before, pin);
          }
          case "name" -> {
            image.requireIsMeantBy(before, isCertain(mark), what);
            yield image.repository().toString();
          }
          case "tag" -> {
            requireIsMeant(scalar, mark, what);
            yield image.tag() + (before.contains("@") ? "@" + image.digest() : "");
          }
          case "digest" -> {
            requireIsMeant(scalar, mark, what);
            yield image.digest().value();
          }
          default ->
              throw new EditRefusedException(
                  "%s wants '%s'".formatted(what, mark.word()),
                  "write tag, digest, name, or nothing for the whole reference");
        };
    return Scalars.become(text, scalar, value, what);
  }

  private void requireIsMeant(Scalar scalar, SetterMark mark, String what)
      throws EditRefusedException {
    Mapping mapping = around.get(scalar);
    String beside = mapping == null ? null : Neighbour.in(mapping);
    image.requireIsMeantBeside(beside, isCertain(mark), what);
  }

  private boolean isCertain(SetterMark mark) {
    return certain || mark.repository() != null;
  }

  /** Between a value and its mark are blanks and the number sign, and behind it nothing. */
  private Scalar before(SetterMark mark, int end, String what) throws EditRefusedException {
    int lineEnd = text.indexOf('\n', end);
    boolean last = text.substring(end, lineEnd < 0 ? text.length() : lineEnd).isBlank();
    for (Scalar scalar : values) {
      int to = scalar.place().to();
      if (last
          && to <= mark.from()
          && scalar.place().from() < to
          && text.substring(to, mark.from()).matches("[ \\t]+#[ \\t]*")) {
        return scalar;
      }
    }
    throw new EditRefusedException(
        what + " is not right before its mark",
        "write the value and then # and the mark, in one line, and nothing behind it");
  }

  private int line(int offset) {
    return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }
}
