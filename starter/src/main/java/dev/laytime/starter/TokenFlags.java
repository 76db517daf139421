package dev.laytime.starter;

import dev.laytime.starter.api.ApiToken;
import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.temporal.WorkerFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The token for what is written through a worker's API. */
final class TokenFlags {

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 51,
      description = {
        "The file of the worker's token for writes (LAYTIME_TOKEN_FILE; default: the one that a"
            + " worker of 'laytime dev' made)."
      })
  private @Nullable Path file;

  /** Whether one is named, by the option or the variable. */
  boolean isNamed(CommandContext context) {
    return named(context) != null;
  }

  private @Nullable Path named(CommandContext context) {
    String variable = context.surroundings().environment().getOrDefault("LAYTIME_TOKEN_FILE", "");
    return file != null || variable.isEmpty() ? file : Path.of(variable);
  }

  /**
   * Sends a body, and answers with what comes back; empty where the worker knows of no such thing.
   */
  <T> Optional<T> find(
      CommandContext context,
      ServerFlags server,
      String attempted,
      String path,
      Object body,
      Class<T> type) {
    WorkerFinder.Found found = server.find(context);
    return new WorkerApi(found.server())
        .find(attempted, path, body, token(context, attempted, found), type);
  }

  /** Sends a body, and answers with what comes back. */
  <T> T send(
      CommandContext context,
      ServerFlags server,
      String attempted,
      String path,
      Object body,
      Class<T> type) {
    WorkerFinder.Found found = server.find(context);
    return new WorkerApi(found.server())
        .post(attempted, path, body, token(context, attempted, found), type);
  }

  private String token(CommandContext context, String attempted, WorkerFinder.Found found) {
    Path named = file == null ? null : context.surroundings().directory().resolve(file);
    return ApiToken.read(attempted, found, named, context.surroundings().environment());
  }

  /** Whether a file is named that holds an identity token: three parts with dots between. */
  boolean provesWho(CommandContext context) {
    Path named = named(context);
    try {
      return named != null
          && Files.readString(context.surroundings().directory().resolve(named))
              .strip()
              .matches("eyJ[^.]*\\.[^.]+\\.[^.]+");
    } catch (IOException e) {
      return false;
    }
  }
}
