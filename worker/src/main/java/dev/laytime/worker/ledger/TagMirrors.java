package dev.laytime.worker.ledger;

import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.TagMirror;
import java.util.List;
import java.util.Optional;

/** The mirrors that select tags. */
public interface TagMirrors {

  /** These are the mirrors of configuration from now on. */
  void configure(List<TagMirror> mirrors);

  /**
   * These are an adapter's mirrors from now on: those that it found before and finds no more are
   * not polled any longer, and keep nothing; those that rest are not polled. Whoever replaces them
   * has polls scheduled anew.
   *
   * @return false where whoever registered last has no such adapter, or one of other settings: then
   *     nothing is changed
   */
  boolean replace(AdapterSettings adapter, List<FoundMirror> mirrors);

  /**
   * Those that are present and that an adapter found, also those that rest or have nothing left to
   * do.
   */
  List<Known> found(String adapter);

  /** A mirror that is present. */
  Optional<TagMirror> find(String name);

  /** All that are present, by name, but for those that rest or have nothing left to do. */
  List<TagMirror> wanted();

  /**
   * One that an adapter found.
   *
   * @param mirror as it last was in force
   * @param object the uid of its object; empty where nobody knows
   * @param resting whether that is suspended or refused
   */
  record Known(TagMirror mirror, String object, boolean resting) {

    /** As the adapter told of it. */
    public FoundMirror found() {
      return new FoundMirror(mirror.name(), object, resting ? null : mirror);
    }
  }
}
