package dev.laytime.starter.api;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.starter.temporal.RunningWorker;
import dev.laytime.starter.temporal.WorkerFinder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token that a worker wants for writes. It always comes from a file. */
public final class ApiToken {

  private static final String READY = "worker.json";
  private static final String NAME_ONE =
      "name the file of the worker's token: --token-file FILE, LAYTIME_TOKEN_FILE";
  private static final Pattern FORM = Pattern.compile("[!-~]{1,4096}");

  private ApiToken() {}

  /**
   * Reads the named file, else that of {@code LAYTIME_TOKEN_FILE}, else the one that an embedded
   * worker on this machine tells of.
   *
   * @param attempted what it is needed for
   * @throws CommandFailure if there is none, or the file holds none
   */
  public static String read(
      String attempted,
      WorkerFinder.Found found,
      @Nullable Path file,
      Map<String, String> environment) {
    String variable = environment.getOrDefault("LAYTIME_TOKEN_FILE", "");
    Path named = file != null || variable.isEmpty() ? file : Path.of(variable);
    Path told = named == null ? told(found) : named;
    if (told == null) {
      throw CommandFailure.error(
          attempted, "writes need the worker's token, and no file of one is known", NAME_ONE);
    }
    return content(attempted, told);
  }

  private static String content(String attempted, Path file) {
    try {
      String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (FORM.matcher(token).matches()) {
        return token;
      }
    } catch (IOException e) {
      throw CommandFailure.error(
          attempted, "the token's file cannot be read: " + RootCause.text(e), NAME_ONE);
    }
    throw CommandFailure.error(attempted, "%s holds no token".formatted(file), NAME_ONE);
  }

  /**
   * Anybody on this machine may listen there and name any file of the caller's: one is believed
   * only where the same worker's own {@code worker.json} lies beside it, and neither is a link.
   */
  private static @Nullable Path told(WorkerFinder.Found found) {
    String told = found.worker().tokenFile();
    if (told == null || !found.worker().embedded() || !isLoopback(found.server())) {
      return null;
    }
    Path token = Path.of(told);
    Path ready = token.resolveSibling(READY);
    return isPlain(token) && isPlain(ready) && isOf(ready, found.worker()) ? token : null;
  }

  private static boolean isOf(Path ready, RunningWorker worker) {
    try {
      return RunningWorker.parse(Files.readString(ready))
          .filter(written -> written.server().equals(worker.server()))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isPlain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file);
  }

  private static boolean isLoopback(URI server) {
    String host = server.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
