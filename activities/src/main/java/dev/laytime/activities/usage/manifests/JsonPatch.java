package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON patch, turned into what it puts where.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
final class JsonPatch {

  private static final Pattern INDEX = Pattern.compile("-|[0-9]+");

  private JsonPatch() {}

  /**
   * The parts that the operations write, each wrapped in the mappings and lists that its path
   * names.
   *
   * @throws MalformedException if it cannot be followed
   */
  static List<Node> parts(Node.Sequence operations) throws MalformedException {
    List<Node> parts = new ArrayList<>();
    for (Node operation : operations.items()) {
      if (!(operation instanceof Node.Mapping mapping)) {
        throw new MalformedException("a patch's operation is not a mapping");
      }
      read(mapping, parts);
    }
    return parts;
  }

  private static void read(Node.Mapping operation, List<Node> parts) throws MalformedException {
    String op = operation.text("op");
    String path = operation.text("path");
    Node value = operation.get("value");
    if (op == null || path == null) {
      throw new MalformedException("a patch's operation has no op or no path");
    }
    List<String> components = FieldPaths.pointer(path);
    switch (op) {
      case "add", "replace" -> {
        if (value != null) {
          parts.add(wrap(components, value));
        }
      }
      case "copy", "move" -> {
        if (FieldPaths.mayHoldImage(components)) {
          throw new MalformedException(
              "a patch's '" + op + "' to " + path + " may set an image and is not followed");
        }
      }
      case "remove", "test" -> {}
      default -> throw new MalformedException("a patch's operation is '" + op + "'");
    }
  }

  private static Node wrap(List<String> components, Node value) {
    Node wrapped = value;
    for (String component : components.reversed()) {
      wrapped =
          INDEX.matcher(component).matches()
              ? new Node.Sequence(List.of(wrapped))
              : new Node.Mapping(Map.of(component, wrapped));
    }
    return wrapped;
  }
}
