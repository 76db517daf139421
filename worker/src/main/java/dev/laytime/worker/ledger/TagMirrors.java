package dev.laytime.worker.ledger;

import dev.laytime.mirror.TagMirror;
import java.util.List;
import java.util.Optional;

/** The mirrors that select tags. */
public interface TagMirrors {

  /** These are the mirrors of configuration from now on. */
  void configure(List<TagMirror> mirrors);

  /**
   * These are an adapter's mirrors from now on: those that it found before and finds no more are
   * not polled any longer. Whoever replaces them has polls scheduled anew.
   *
   * @return false where whoever registered last has no such adapter, or one of other settings: then
   *     nothing is changed
   */
  boolean replace(AdapterSettings adapter, List<TagMirror> mirrors);

  /** Those that are present and that an adapter found, also those that have nothing left to do. */
  List<TagMirror> found(String adapter);

  /** A mirror that is present. */
  Optional<TagMirror> find(String name);

  /** All that are present, by name, but for those that have nothing left to do. */
  List<TagMirror> wanted();
}
