package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All objects of one kind, page by page, as they were at one moment. Of each object only what is
 * made of it is kept.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks">
 *     Kubernetes, retrieving large results sets in chunks</a>
 */
final class PagedList {

  private static final int PAGE = 250;
  private static final int MOST_PAGES = 100_000;
  private static final int GONE = 410;

  /** The server forgets within minutes what it has told: then the list begins anew. */
  private static final int MOST_BEGINNINGS = 3;

  private final ClusterApi api;
  private final Runnable pulse;
  private int limit;

  PagedList(ClusterApi api, Runnable pulse) {
    this(api, pulse, PAGE);
  }

  /**
   * @param limit so many objects a page has
   */
  PagedList(ClusterApi api, Runnable pulse, int limit) {
    this.api = api;
    this.pulse = pulse;
    this.limit = limit;
  }

  /** A page could not be had; the message says what came instead. */
  static final class IncompleteException extends Exception {
    private static final long serialVersionUID = 1;

    IncompleteException(String message) {
      super(message);
    }
  }

  /** The server no longer knows what it told. */
  private static final class ExpiredException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Reads every page.
   *
   * @param path of the collection, perhaps with a query
   * @param made what is made of an object
   * @throws IncompleteException if any page is missing
   */
  <T> List<T> read(String path, Function<JsonNode, List<T>> made) throws IncompleteException {
    for (int beginning = 0; beginning < MOST_BEGINNINGS; beginning++) {
      try {
        return readOnce(path, made);
      } catch (ExpiredException e) {
        pulse.run();
      }
    }
    throw new IncompleteException(
        "the list expired %d times while it was read".formatted(MOST_BEGINNINGS));
  }

  private <T> List<T> readOnce(String path, Function<JsonNode, List<T>> made)
      throws IncompleteException, ExpiredException {
    List<T> all = new ArrayList<>();
    String next = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode list = page(path, next);
      for (JsonNode object : list.path("items")) {
        all.addAll(made.apply(object));
      }
      next = list.path("metadata").path("continue").asText();
      if (next.isEmpty()) {
        return all;
      }
    }
    throw new IncompleteException("there are more than %d pages".formatted(MOST_PAGES));
  }

  private JsonNode page(String path, String next) throws IncompleteException, ExpiredException {
    ClusterApi.Answer answer = answer(path, next);
    if (answer.status() == GONE && !next.isEmpty()) {
      throw new ExpiredException();
    }
    if (!answer.isOk()) {
      throw new IncompleteException(answer.refusal());
    }
    if (!answer.body().path("items").isArray()) {
      throw new IncompleteException("its answer holds no list");
    }
    return answer.body();
  }

  /** Where a page is too long, smaller ones are asked for from then on. */
  private ClusterApi.Answer answer(String path, String next) throws IncompleteException {
    while (true) {
      pulse.run();
      try {
        return api.get(
            "%s%slimit=%d%s"
                .formatted(
                    path,
                    path.contains("?") ? "&" : "?",
                    limit,
                    next.isEmpty() ? "" : "&continue=" + encoded(next)));
      } catch (TooLongException e) {
        if (limit == 1) {
          throw new IncompleteException(String.valueOf(e.getMessage()));
        }
        limit = Math.max(1, limit / 4);
      } catch (IOException e) {
        throw new IncompleteException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
