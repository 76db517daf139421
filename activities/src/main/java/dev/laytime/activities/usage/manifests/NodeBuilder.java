package dev.laytime.activities.usage.manifests;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds one document from a parser's events.
 *
 * <p>Aliases share nodes, and each use counts in full: neither depth nor size of what a reader
 * walks through can grow over the limits.
 */
final class NodeBuilder {

  static final int DEEPEST = 100;
  static final long LARGEST = 1_000_000;
  private static final String MERGE = "<<";

  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<String, Measured> anchors = new HashMap<>();
  private @Nullable Node root;
  private long size;

  /** A node with what it takes to walk through it. */
  private record Measured(Node node, long size, int height) {}

  void scalar(String value, boolean plain, @Nullable String anchor) throws MalformedException {
    Measured scalar = new Measured(new Node.Text(value, plain), 1, 1);
    remember(anchor, scalar);
    add(scalar);
  }

  void alias(String anchor) throws MalformedException {
    Measured target = anchors.get(anchor);
    if (target == null) {
      throw new MalformedException(
          "alias *" + anchor + " has no anchor before it, or holds itself");
    }
    add(target);
  }

  void begin(boolean mapping, @Nullable String anchor) throws MalformedException {
    open.push(new Frame(mapping, anchor));
    checkDepth(0);
  }

  void end() throws MalformedException {
    Frame frame = open.pop();
    Measured node = frame.finish();
    remember(frame.anchor, node);
    size -= node.size() - 1;
    add(node);
  }

  /** The document, after its last event. */
  Node document() {
    return root == null ? new Node.Text("", true) : root;
  }

  private void remember(@Nullable String anchor, Measured node) {
    if (anchor != null) {
      anchors.put(anchor, node);
    }
  }

  private void add(Measured node) throws MalformedException {
    size += node.size();
    if (size > LARGEST) {
      throw new MalformedException(
          "more than %d values, with every alias written out".formatted(LARGEST));
    }
    checkDepth(node.height());
    Frame frame = open.peek();
    if (frame == null) {
      root = node.node();
    } else {
      frame.add(node);
    }
  }

  private void checkDepth(int height) throws MalformedException {
    if (open.size() + height > DEEPEST) {
      throw new MalformedException("nested deeper than " + DEEPEST);
    }
  }

  /** A mapping or sequence whose end has not come. */
  private static final class Frame {

    private final boolean mapping;
    private final @Nullable String anchor;
    private final List<Node> items = new ArrayList<>();
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final List<Node> merges = new ArrayList<>();
    private Node.@Nullable Text key;
    private long size = 1;
    private int height;

    Frame(boolean mapping, @Nullable String anchor) {
      this.mapping = mapping;
      this.anchor = anchor;
    }

    void add(Measured child) throws MalformedException {
      size += child.size();
      height = Math.max(height, child.height());
      Node.Text current = key;
      if (!mapping) {
        items.add(child.node());
      } else if (current == null) {
        key = key(child.node());
      } else {
        key = null;
        put(current, child.node());
      }
    }

    Measured finish() throws MalformedException {
      for (Node merge : merges) {
        merge(merge);
      }
      Node node =
          mapping
              ? new Node.Mapping(Collections.unmodifiableMap(entries))
              : new Node.Sequence(Collections.unmodifiableList(items));
      return new Measured(node, size, height + 1);
    }

    private static Node.Text key(Node node) throws MalformedException {
      if (node instanceof Node.Text text) {
        return text;
      }
      throw new MalformedException("a key that is a mapping or a list");
    }

    private void put(Node.Text name, Node value) throws MalformedException {
      if (name.plain() && name.value().equals(MERGE)) {
        merges.add(value);
      } else if (entries.put(name.value(), value) != null) {
        throw new MalformedException("key '" + name.value() + "' twice in one mapping");
      }
    }

    /** What stands in the mapping itself wins; then the first merged mapping that has the key. */
    private void merge(Node value) throws MalformedException {
      switch (value) {
        case Node.Mapping(var merged) -> merged.forEach(entries::putIfAbsent);
        case Node.Sequence(var several) -> {
          for (Node one : several) {
            merge(one);
          }
        }
        case Node.Text _ -> throw new MalformedException("a merge key << without a mapping");
      }
    }
  }
}
