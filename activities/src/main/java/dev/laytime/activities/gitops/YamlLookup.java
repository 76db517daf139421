package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.KeyPath.Field;
import dev.laytime.activities.gitops.KeyPath.Item;
import dev.laytime.activities.gitops.YamlNode.Entry;
import dev.laytime.activities.gitops.YamlNode.Mapping;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import dev.laytime.activities.gitops.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/** Finds values by their keys; never through an alias, and never one of two of the same name. */
final class YamlLookup {

  private YamlLookup() {}

  /**
   * The value at a path.
   *
   * @throws EditRefusedException if there is none
   */
  static YamlNode find(YamlNode root, KeyPath path) throws EditRefusedException {
    YamlNode node = root;
    for (KeyPath.Step step : path.steps()) {
      node =
          switch (step) {
            case Field(String name) -> key(node, name, path);
            case Item(int index) -> item(node, index, path);
          };
    }
    return node;
  }

  /**
   * The value of a mapping's key; empty where it has none of that name.
   *
   * @throws EditRefusedException if it has two
   */
  static Optional<YamlNode> value(Mapping mapping, String name) throws EditRefusedException {
    List<Entry> found =
        mapping.entries().stream()
            .filter(entry -> entry.key() instanceof Scalar key && key.value().equals(name))
            .toList();
    if (found.size() > 1) {
      throw new EditRefusedException(
          "'%s' stands there twice, in lines %d and %d"
              .formatted(
                  name, found.get(0).key().place().line(), found.get(1).key().place().line()),
          "leave one of them");
    }
    return found.stream().map(Entry::value).findFirst();
  }

  private static YamlNode key(YamlNode node, String name, KeyPath path)
      throws EditRefusedException {
    if (node instanceof Mapping mapping) {
      return value(mapping, name).orElseThrow(() -> missing(path, name));
    }
    throw notThere(node, path);
  }

  private static YamlNode item(YamlNode node, int index, KeyPath path) throws EditRefusedException {
    if (node instanceof Sequence sequence && index < sequence.items().size()) {
      return sequence.items().get(index);
    }
    throw notThere(node, path);
  }

  private static EditRefusedException missing(KeyPath path, String name) {
    return new EditRefusedException(
        "there is no %s: '%s' is missing".formatted(path, name),
        "write it there once, or correct the key's path");
  }

  private static EditRefusedException notThere(YamlNode node, KeyPath path) {
    String found =
        node instanceof YamlNode.Alias alias
            ? "*%s stands for what is elsewhere".formatted(alias.name())
            : "something else stands there";
    return new EditRefusedException(
        "there is no %s: %s in line %d".formatted(path, found, node.place().line()),
        "correct the key's path");
  }
}
