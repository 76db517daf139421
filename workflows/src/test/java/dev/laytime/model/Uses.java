package dev.laytime.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What objects really name. */
final class Uses {

  private final Map<Key, Use> uses = new LinkedHashMap<>();
  private final Map<Key, Deque<Image>> before = new LinkedHashMap<>();

  private record Key(Source source, int object) {}

  /** One object that names an image; seen by a scan that was published since, or not yet. */
  static final class Use {
    final Source source;
    final int object;
    final Image image;
    boolean seen;

    Use(Source source, int object, Image image) {
      this.source = source;
      this.object = object;
      this.image = image;
    }
  }

  void deploy(Source source, int object, Image image) {
    Key key = new Key(source, object);
    Use old = uses.get(key);
    if (old == null || old.image != image) {
      remember(key, old);
      uses.put(key, new Use(source, object, image));
    }
  }

  void rollback(Source source, int object) {
    @Nullable Image image = before(new Key(source, object)).poll();
    if (image != null) {
      deploy(source, object, image);
    }
  }

  void undeploy(Source source, int object) {
    Key key = new Key(source, object);
    remember(key, uses.remove(key));
  }

  void undeployAll() {
    uses.clear();
  }

  List<Use> of(Source source) {
    return uses.values().stream().filter(use -> use.source == source).toList();
  }

  /** What a published scan has seen and what is still named. */
  List<Use> protecting(Set<Source> registered) {
    List<Use> seen = new ArrayList<>();
    for (Use use : uses.values()) {
      if (use.seen && registered.contains(use.source)) {
        seen.add(use);
      }
    }
    return seen;
  }

  Set<Image> named(Set<Source> registered) {
    Set<Image> named = EnumSet.noneOf(Image.class);
    for (Use use : uses.values()) {
      if (registered.contains(use.source)) {
        named.add(use.image);
      }
    }
    return named;
  }

  private void remember(Key key, @Nullable Use old) {
    if (old != null) {
      before(key).push(old.image);
    }
  }

  private Deque<Image> before(Key key) {
    return before.computeIfAbsent(key, _ -> new ArrayDeque<>());
  }
}
