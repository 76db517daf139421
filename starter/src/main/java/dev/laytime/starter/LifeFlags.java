package dev.laytime.starter;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.life.LifeReport;
import dev.laytime.starter.life.LifeRequest;
import dev.laytime.starter.life.StageImages;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.starter.temporal.WorkerFinder;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLife.PersonMessage;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A wish to one image's life: its options, and its way there. */
final class LifeFlags {

  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image of a stage.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private Reference image;

  @Mixin private final WishFlags wish = new WishFlags();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 11,
      description = "How long the answer may take: 30s, 10m (default: 5m).")
  private Duration timeout = Duration.ofMinutes(5);

  @Mixin private final ServerFlags server = new ServerFlags();

  /** What is asked for, as in "pin IMAGE". */
  String attempted(String verb) {
    return verb + " " + image;
  }

  String by(CommandContext context) {
    return wish.by(context);
  }

  /** Who asks, where that was said; null where it was not. */
  @Nullable String said() {
    return wish.said();
  }

  PersonMessage person(CommandContext context) {
    return new PersonMessage(newRequestId(), by(context));
  }

  /** Which image. */
  Reference image() {
    return image;
  }

  /** How long the answer may take. */
  Duration timeout() {
    return timeout;
  }

  /** The worker's API. */
  ServerFlags server() {
    return server;
  }

  static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  /** Asks, and waits for the answer. */
  <M, R> R ask(
      CommandContext context,
      String verb,
      Function<ImageLife, Functions.Func1<M, R>> update,
      M message) {
    return ask(context, verb, update, message, timeout);
  }

  /** The same, for as long as something is left of what was waited for. */
  <M, R> R ask(
      CommandContext context,
      String verb,
      Function<ImageLife, Functions.Func1<M, R>> update,
      M message,
      Duration patience) {
    WorkerFinder.Found found = server.find(context);
    new StageImages(new WorkerApi(found.server())).require(attempted(verb), image);
    try (Connection connection =
        context.finder().connect(found, context.surroundings().environment())) {
      return new LifeRequest(connection, image, attempted(verb), patience).ask(update, message);
    }
  }

  static void show(CommandContext context, String done, Why why) {
    context.screen().result(new LifeReport(done, why, context.surroundings().clock().instant()));
  }
}
