package dev.laytime.mirror;

import org.jspecify.annotations.Nullable;

/**
 * A mirror of an object, as an adapter finds it in a cluster.
 *
 * @param object the uid of the object: one that was deleted and made again is another
 * @param mirror null while it rests: what it was stays known and keeps what it kept, and nobody
 *     looks at its source
 */
public record FoundMirror(String name, String object, @Nullable TagMirror mirror) {

  /** One that is in force. */
  public static FoundMirror of(String object, TagMirror mirror) {
    return new FoundMirror(mirror.name(), object, mirror);
  }

  /** One of an object that is there, and suspended or refused. */
  public static FoundMirror resting(String object, String name) {
    return new FoundMirror(name, object, null);
  }
}
