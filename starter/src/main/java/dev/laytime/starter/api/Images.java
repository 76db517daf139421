package dev.laytime.starter.api;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.view.ImagesPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads every page of the images. */
public final class Images {

  private static final String ATTEMPTED = "list images";
  private static final String PAGE = "500";

  private final WorkerApi api;

  /** Reads them of that worker. */
  public Images(WorkerApi api) {
    this.api = api;
  }

  /**
   * All of them, by name.
   *
   * @param filter {@code stage}, {@code repository}, {@code state}
   * @throws CommandFailure if a page does not come
   */
  public List<ImagesPage.Row> all(Map<String, String> filter) {
    List<ImagesPage.Row> all = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("limit", PAGE);
    while (true) {
      ImagesPage page = api.get(ATTEMPTED, "images", query, ImagesPage.class);
      all.addAll(page.images());
      String next = page.next();
      if (next == null) {
        return all;
      }
      if (next.equals(query.put("after", next))) {
        throw CommandFailure.error(
            ATTEMPTED, "the worker answers with the same page again", "look into the worker's log");
      }
    }
  }
}
