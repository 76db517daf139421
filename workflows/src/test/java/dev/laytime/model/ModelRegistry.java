package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A registry that deletes tags and manifests as the distribution-spec has it. */
final class ModelRegistry {

  private final Map<Repository, Shelf> shelves = new TreeMap<>();

  /** One repository. */
  static final class Shelf {
    final Map<Tag, Content> tags = new TreeMap<>();
    final Map<Tag, Long> taggedAt = new HashMap<>();
    final Set<Content> manifests = EnumSet.noneOf(Content.class);

    /** What somebody else took away and nobody has put there since. */
    final Set<Tag> takenTags = new HashSet<>();

    final Set<Content> taken = EnumSet.noneOf(Content.class);

    /** What came, and no life has learned of it since. */
    final Set<Content> unknown = EnumSet.noneOf(Content.class);

    private void put(Content content) {
      taken.remove(content);
      if (manifests.add(content)) {
        unknown.add(content);
      }
    }

    /** Whether it and all that it cannot do without is there. */
    boolean isWhole(Content content) {
      return manifests.contains(content) && manifests.containsAll(content.children());
    }

    /** Whether something is held, or would be if nobody else had taken its hold. */
    boolean holds(Digest digest) {
      Tag hold = ReservedTags.hold(digest);
      return tags.containsKey(hold) || takenTags.contains(hold);
    }

    /** Whether somebody else took any of what cannot be done without. */
    boolean lacks(Content content) {
      return taken.contains(content) || content.children().stream().anyMatch(taken::contains);
    }

    /** Everything that some manifests need or carry: children, and referrers of each. */
    Set<Content> closure(Collection<Content> roots) {
      Set<Content> reached = EnumSet.noneOf(Content.class);
      roots.forEach(root -> reach(root, reached));
      return reached;
    }

    private void reach(Content content, Set<Content> reached) {
      if (!manifests.contains(content) || !reached.add(content)) {
        return;
      }
      content.children().forEach(child -> reach(child, reached));
      for (Content referrer : Content.values()) {
        if (referrer.subject() == content) {
          reach(referrer, reached);
        }
      }
    }

    Set<Content> tagged(boolean reserved) {
      Set<Content> tagged = EnumSet.noneOf(Content.class);
      tags.forEach((tag, content) -> {
        if (ReservedTags.isReserved(tag) == reserved) {
          tagged.add(content);
        }
      });
      return tagged;
    }
  }

  Shelf shelf(Repository repository) {
    return shelves.computeIfAbsent(repository, _ -> new Shelf());
  }

  Collection<Map.Entry<Repository, Shelf>> shelves() {
    return shelves.entrySet();
  }

  /** What a name is; null for nothing. */
  @Nullable Content look(Reference image) {
    Shelf shelf = shelf(image.repository());
    return switch (image) {
      case Reference.Tagged(_, var tag) -> shelf.tags.get(tag);
      case Reference.Pinned(_, var digest, _) -> {
        Content content = Content.of(digest);
        yield shelf.manifests.contains(content) ? content : null;
      }
    };
  }

  /** Puts an image with its children there, and a tag on it. */
  void push(Repository repository, Content content, @Nullable Tag tag, long tick) {
    Shelf shelf = shelf(repository);
    shelf.put(content);
    content.children().forEach(shelf::put);
    if (tag != null) {
      shelf.takenTags.remove(tag);
      shelf.tags.put(tag, content);
      shelf.taggedAt.put(tag, tick);
    }
  }

  void untag(Repository repository, Tag tag) {
    shelf(repository).tags.remove(tag);
  }

  /** A manifest goes with every tag on it. */
  void delete(Repository repository, Content content) {
    Shelf shelf = shelf(repository);
    shelf.manifests.remove(content);
    shelf.tags.values().removeIf(content::equals);
  }

  /** Somebody else takes a hold tag away. */
  void takeHold(Repository repository, Content content) {
    Tag hold = ReservedTags.hold(content.digest());
    if (shelf(repository).tags.remove(hold) != null) {
      shelf(repository).takenTags.add(hold);
    }
  }

  /** Somebody else takes a manifest away. */
  void take(Repository repository, Content content) {
    Shelf shelf = shelf(repository);
    if (shelf.manifests.contains(content)) {
      delete(repository, content);
      shelf.taken.add(content);
      shelf.takenTags.add(ReservedTags.hold(content.digest()));
    }
  }
}
