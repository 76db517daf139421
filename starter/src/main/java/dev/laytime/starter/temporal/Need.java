package dev.laytime.starter.temporal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a command needs of its worker.
 *
 * @param layouts the only directories and archives of the caller's that it may touch
 * @param lasting to stay when the command has ended
 */
public record Need(List<Path> layouts, boolean lasting) {

  public Need {
    layouts = List.copyOf(layouts);
  }

  /** Whether it has to see the caller's own files. */
  boolean layout() {
    return !layouts.isEmpty();
  }
}
