package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tags of one repository, page by page: all of them, or an error.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags">OCI
 *     distribution-spec, listing tags</a>
 */
final class Tags implements TagLister {

  private static final int LARGEST_PAGE = 4 * 1024 * 1024;

  private final Repository repository;
  private final Exchange exchange;

  Tags(Repository repository, Exchange exchange) {
    this.repository = repository;
    this.exchange = exchange;
  }

  /**
   * Lists all tags.
   *
   * @throws RegistryException of type {@code NOT_FOUND} if there is no such repository; of another
   *     if any page could not be had: a short list is never returned
   */
  List<Tag> list() throws RegistryException {
    return find()
        .orElseThrow(() ->
            new RegistryException(
                FailureType.NOT_FOUND,
                "list tags of " + repository,
                exchange.host() + " answered 404",
                "check the reference; a private repository may look absent without login"));
  }

  @Override
  public Optional<List<Tag>> find(TagProgress progress) throws RegistryException {
    Optional<TagProgress.Part> before = progress.before();
    Set<Tag> tags = new LinkedHashSet<>(before.map(TagProgress.Part::tags).orElse(List.of()));
    URI first =
        before
            .map(part -> URI.create(part.next()))
            .orElseGet(() -> exchange.uri(repository.path() + "/tags/list"));
    boolean there =
        new Pages(exchange, LARGEST_PAGE)
            .read(
                first,
                // Who has listed some of its tags knows that there is such a repository.
                before.isPresent() ? Set.of() : Set.of(404),
                "list tags of " + repository,
                (page, what) -> add(page, tags, what),
                next -> progress.read(tags, next.toString()));
    return there ? Optional.of(new ArrayList<>(tags)) : Optional.empty();
  }

  /**
   * Lists all tags if they come in one answer; empty where there are more. There are none where the
   * registry knows no such repository.
   */
  Optional<List<Tag>> findFew() throws RegistryException {
    String what = "list tags of " + repository;
    URI uri = exchange.uri(repository.path() + "/tags/list");
    try (Response response = exchange.get(uri, "application/json", what)) {
      if (response.status() == 404) {
        return Optional.of(List.of());
      }
      Set<Tag> tags = new LinkedHashSet<>();
      boolean more =
          Pages.read(uri, response, LARGEST_PAGE, what, (page, _) -> add(page, tags, what)) != null;
      return more ? Optional.empty() : Optional.of(List.copyOf(tags));
    }
  }

  /** Returns how many there are by now. */
  static int add(JsonNode page, Set<Tag> tags, String what) throws RegistryException {
    JsonNode list = page.path("tags");
    if (!list.isArray() && !list.isNull()) {
      throw RegistryErrors.unusable(what, "its answer holds no list of tags");
    }
    for (JsonNode tag : list) {
      tags.add(new Tag(tag.asText()));
    }
    return tags.size();
  }
}
