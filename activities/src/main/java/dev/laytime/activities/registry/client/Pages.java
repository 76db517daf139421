package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listing of JSON documents that come page by page: all of them, or an error. */
final class Pages {

  private static final int MOST_ENTRIES = 1_000_000;

  private final Exchange exchange;
  private final int largest;

  /**
   * @param largest bytes of one page
   */
  Pages(Exchange exchange, int largest) {
    this.exchange = exchange;
    this.largest = largest;
  }

  /** What is done with a page. */
  interface Reader {

    /** Returns how many entries there are by now, each counted once. */
    int read(JsonNode page, String what) throws RegistryException;
  }

  /** Is told of each next page, before it is asked for. */
  interface Turning {
    void to(URI page) throws RegistryException;
  }

  /**
   * Reads every page.
   *
   * @param nothing statuses that say of the first page that there is no such listing
   * @return false where there is none
   */
  boolean read(URI first, Set<Integer> nothing, String what, Reader reader)
      throws RegistryException {
    return read(first, nothing, what, reader, _ -> {});
  }

  /** The same. */
  boolean read(URI first, Set<Integer> nothing, String what, Reader reader, Turning turning)
      throws RegistryException {
    PageCount count = new PageCount(MOST_ENTRIES, what);
    Reader counted = (json, whose) -> count.found(reader.read(json, whose));
    URI page = first;
    while (page != null) {
      count.next(page);
      try (Response response = exchange.get(page, "application/json", what)) {
        if (count.isFirst() && nothing.contains(response.status())) {
          return false;
        }
        page = read(page, response, largest, what, counted);
      }
      if (page != null) {
        turning.to(page);
      }
    }
    return true;
  }

  /**
   * Reads one page.
   *
   * @return where the next one is; null after the last
   */
  static @Nullable URI read(URI page, Response response, int largest, String what, Reader reader)
      throws RegistryException {
    if (!response.isSuccess()) {
      throw response.toException();
    }
    read(response.bytes(largest), what, reader);
    return Links.next(page, response, what).orElse(null);
  }

  /** Reads what a page says. */
  static void read(byte[] page, String what, Reader reader) throws RegistryException {
    try {
      reader.read(ManifestContent.JSON.readTree(page), what);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException | InvalidReferenceException e) {
      throw RegistryErrors.unusable(
          what, "its answer is malformed: " + RegistryErrors.clean(e.getMessage()));
    }
  }
}
