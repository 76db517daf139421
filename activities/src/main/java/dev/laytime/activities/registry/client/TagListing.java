package dev.laytime.activities.registry.client;

import dev.laytime.image.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one repository as they were a moment ago. They are listed once several are asked for:
 * one alone, which its copy asks for twice, is looked up.
 */
final class TagListing {

  private static final int ALONE = 2;

  private final ReentrantLock turn = new ReentrantLock();
  private int asked;
  private boolean listed;
  private @Nullable Set<Tag> tags;

  /** Lists what there is. */
  interface Lister {
    /** All tags, or empty where they are not known. */
    Optional<List<Tag>> list() throws RegistryException;
  }

  /** Whether it is known that a tag was not there. */
  boolean lacks(Tag tag, Lister lister) {
    return inTurn(() -> {
      if (++asked <= ALONE) {
        return false;
      }
      Set<Tag> known = list(lister);
      return known != null && !known.contains(tag);
    });
  }

  /** Whether it is known that a tag was there; for that they are listed at once. */
  boolean has(Tag tag, Lister lister) {
    return inTurn(() -> {
      Set<Tag> known = list(lister);
      return known != null && known.contains(tag);
    });
  }

  /** Whether it is known that there was none; for that they are listed at once. */
  boolean isEmpty(Lister lister) {
    return inTurn(() -> {
      Set<Tag> known = list(lister);
      return known != null && known.isEmpty();
    });
  }

  private boolean inTurn(BooleanSupplier question) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      return question.getAsBoolean();
    } finally {
      turn.unlock();
    }
  }

  /** A tag was given. */
  void add(Tag tag) {
    turn.lock();
    try {
      if (tags != null) {
        tags.add(tag);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Who may not list, or gets no answer, can still look a tag up. */
  private @Nullable Set<Tag> list(Lister lister) {
    if (!listed) {
      listed = true;
      try {
        tags = lister.list().map(HashSet::new).orElse(null);
      } catch (RegistryException e) {
        tags = null;
      }
    }
    return tags;
  }
}
