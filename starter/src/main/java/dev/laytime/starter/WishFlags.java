package dev.laytime.starter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who wishes. */
final class WishFlags {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      order = 10,
      description = "Who asks, for the record (default: the local user).")
  private @Nullable String by;

  String by(CommandContext context) {
    return by == null ? context.surroundings().user() : by;
  }

  /** Who asks, where that was said; null where it was not. */
  @Nullable String said() {
    return by;
  }
}
