package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tags as Docker Hub's own API lists them.
 *
 * @see <a
 *     href="https://docs.docker.com/reference/api/hub/latest/operations/ListRepositoryTags/">Docker
 *     Hub API, list repository tags</a>
 */
record DockerHubTags(Repository repository, VendorApi api) implements TagLister {

  private static final int ATTEMPTS = 3;

  @Override
  public Optional<List<Tag>> find(TagProgress progress) throws RegistryException {
    String what = "list tags of " + repository;
    Optional<TagProgress.Part> before = progress.before();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<List<Tag>> tags = steady(attempt == 0 ? before : Optional.empty(), progress, what);
      if (tags.isPresent()) {
        return tags;
      }
    }
    throw new RegistryException(
        FailureType.UNAVAILABLE,
        what,
        "its tags changed while they were listed, %d times in a row".formatted(ATTEMPTS),
        "the next poll lists them again; without `tag-listing` of that registry they are listed in"
            + " an order that does not change");
  }

  /**
   * All tags; empty where their number changed meanwhile: pages are numbered, so that one which
   * goes pulls another out of the page that comes.
   */
  private Optional<List<Tag>> steady(
      Optional<TagProgress.Part> before, TagProgress progress, String what)
      throws RegistryException {
    String[] parts = repository.path().split("/", -1);
    if (parts.length != 2) {
      throw RegistryErrors.unusable(what, "there are no such repositories on Docker Hub");
    }
    Set<Tag> tags = new LinkedHashSet<>(before.map(TagProgress.Part::tags).orElse(List.of()));
    PageCount count = new PageCount(VendorApi.MOST_TAGS, what);
    Turn from = before.map(part -> Turn.parse(part.next())).orElse(Turn.FIRST);
    long total = from.total();
    boolean more = true;
    for (int number = from.page(); more; number++) {
      URI uri =
          api.uri(
              "/v2/namespaces/%s/repositories/%s/tags?page_size=100&page=%d"
                  .formatted(parts[0], parts[1], number));
      count.next(uri);
      JsonNode page = api.get(uri, what);
      long now = total(page, what);
      if (total >= 0 && now != total) {
        return Optional.empty();
      }
      total = now;
      VendorApi.add(page, "results", "name", tags, what);
      int _ = count.found(tags.size());
      more = goesOn(page, what);
      if (more) {
        progress.read(tags, new Turn(number + 1, total).toString());
      }
    }
    return tags.size() < total ? Optional.empty() : Optional.of(List.copyOf(tags));
  }

  /**
   * A page.
   *
   * @param total how many tags there are, by the pages before; negative before the first
   */
  private record Turn(int page, long total) {

    private static final Turn FIRST = new Turn(1, -1);

    private static Turn parse(String text) {
      int slash = text.indexOf('/');
      return new Turn(
          Integer.parseInt(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return page + "/" + total;
    }
  }

  private static long total(JsonNode page, String what) throws RegistryException {
    JsonNode total = page.path("count");
    if (!total.isIntegralNumber()) {
      throw RegistryErrors.unusable(what, "its answer does not say how many tags there are");
    }
    return total.longValue();
  }

  /** Whether there is a next page; where it lies we know better than who answers. */
  private static boolean goesOn(JsonNode page, String what) throws RegistryException {
    if (!page.has("next")) {
      throw RegistryErrors.unusable(what, "its answer does not say whether there are more tags");
    }
    return !page.path("next").isNull();
  }
}
