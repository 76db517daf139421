package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path to images in a values file: keys joined by dots, {@code [*]} for every item of a list,
 * {@code *} for every key.
 */
final class ImagePath {

  private static final String EVERY_ITEM = "[*]";
  private static final String EVERY_KEY = "*";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\*|[^.*\\[\\]\\s]+)(?:\\[\\*])*(?:\\.(?:\\*|[^.*\\[\\]\\s]+)(?:\\[\\*])*)*");

  private final String text;
  private final List<String> steps;

  private ImagePath(String text, List<String> steps) {
    this.text = text;
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static ImagePath parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Image path '" + text + "': expected keys joined by dots, as in sidecars[*].image");
    }
    List<String> steps = List.of(text.replace(EVERY_ITEM, "." + EVERY_ITEM).split("\\.", -1));
    return new ImagePath(text, steps);
  }

  /**
   * Follows the path.
   *
   * @param found gets each value at its end, with where it stands
   * @param missing gets where the path led nowhere
   */
  void follow(Node root, BiConsumer<String, Node> found, Consumer<String> missing) {
    new Walk(found, missing).from(root, 0, "");
  }

  /** Whether it leads into what a key at the top holds. */
  boolean under(String key) {
    String first = steps.getFirst();
    return steps.size() > 1 && (first.equals(EVERY_KEY) || first.equals(key));
  }

  @Override
  public String toString() {
    return text;
  }

  private record Step(String where, @Nullable Node node) {}

  private final class Walk {

    private final BiConsumer<String, Node> found;
    private final Consumer<String> missing;

    Walk(BiConsumer<String, Node> found, Consumer<String> missing) {
      this.found = found;
      this.missing = missing;
    }

    void from(@Nullable Node node, int at, String where) {
      if (node == null || Node.isNothing(node)) {
        missing.accept(where);
      } else if (at == steps.size()) {
        found.accept(where, node);
      } else {
        next(node, steps.get(at), where).forEach(step -> from(step.node(), at + 1, step.where()));
      }
    }

    /** An empty list or mapping has no images; the wrong kind of value leads nowhere. */
    private List<Step> next(Node node, String step, String where) {
      return switch (node) {
        case Node.Sequence(var items) when step.equals(EVERY_ITEM) -> items(items, where);
        case Node.Mapping(var entries) when step.equals(EVERY_KEY) -> entries(entries, where);
        case Node.Mapping mapping when !step.equals(EVERY_ITEM) ->
            List.of(new Step(join(where, step), mapping.get(step)));
        default -> List.of(new Step(join(where, step), null));
      };
    }

    private static List<Step> items(List<Node> items, String where) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        steps.add(new Step(where + "[" + i + "]", items.get(i)));
      }
      return steps;
    }

    private static List<Step> entries(Map<String, Node> entries, String where) {
      List<Step> steps = new ArrayList<>();
      entries.forEach((key, value) -> steps.add(new Step(join(where, key), value)));
      return steps;
    }

    private static String join(String where, String step) {
      return where.isEmpty() || step.startsWith("[") ? where + step : where + "." + step;
    }
  }
}
