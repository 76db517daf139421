package dev.laytime.worker.api;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may tell what happens in a stage's registry: whoever shows that stage's own token. */
public final class EventsAccess {

  private static final Pattern PATH =
      Pattern.compile("/api/v1/stages/([a-z0-9][a-z0-9._-]*)/events");

  private final Map<String, WriteAccess> stages;

  EventsAccess(Map<String, WriteAccess> stages) {
    this.stages = Map.copyOf(stages);
  }

  /** The stage of which a request to this path tells; empty where it tells of none. */
  static Optional<String> stage(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Who may tell of a stage; nobody where no token is configured for it. */
  WriteAccess to(String stage) {
    return stages.getOrDefault(stage, WriteAccess.off());
  }
}
