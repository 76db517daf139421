package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tags as Quay's own API lists them, those in force only.
 *
 * @see <a
 *     href="https://docs.redhat.com/en/documentation/red_hat_quay/3/html/red_hat_quay_api_reference/listrepotags">Red
 *     Hat Quay API reference, listRepoTags</a>
 */
record QuayTags(Repository repository, VendorApi api) implements TagLister {

  @Override
  public Optional<List<Tag>> find(TagProgress progress) throws RegistryException {
    String what = "list tags of " + repository;
    Optional<TagProgress.Part> before = progress.before();
    Set<Tag> tags = new LinkedHashSet<>(before.map(TagProgress.Part::tags).orElse(List.of()));
    int first = before.map(part -> Integer.parseInt(part.next())).orElse(1);
    PageCount count = new PageCount(VendorApi.MOST_TAGS, what);
    boolean more = true;
    for (int number = first; more; number++) {
      URI uri =
          api.uri(
              "/api/v1/repository/%s/tag/?limit=100&page=%d&onlyActiveTags=true"
                  .formatted(repository.path(), number));
      count.next(uri);
      JsonNode page = api.get(uri, what);
      VendorApi.add(page, "tags", "name", tags, what);
      int _ = count.found(tags.size());
      more = goesOn(page, what);
      if (more) {
        progress.read(tags, String.valueOf(number + 1));
      }
    }
    return Optional.of(List.copyOf(tags));
  }

  /** A page that does not tell could be any: the last one says that it is. */
  private static boolean goesOn(JsonNode page, String what) throws RegistryException {
    JsonNode more = page.path("has_additional");
    if (!more.isBoolean()) {
      throw RegistryErrors.unusable(what, "its answer does not say whether there are more tags");
    }
    return more.booleanValue();
  }
}
