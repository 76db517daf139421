package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tags as Amazon's public gallery lists them: by a registry's alias, and for everybody, where the
 * same operation of the documented API wants a signature.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_DescribeImageTags.html">Amazon
 *     ECR Public API, DescribeImageTags</a>
 */
record EcrPublicTags(Repository repository, VendorApi api) implements TagLister {

  private static final int PAGE = 1_000;
  private static final int LONGEST_TOKEN = 16 * 1024;

  @Override
  public Optional<List<Tag>> find(TagProgress progress) throws RegistryException {
    String what = "list tags of " + repository;
    URI uri = api.uri("/describeImageTags");
    Optional<TagProgress.Part> before = progress.before();
    Set<Tag> tags = new LinkedHashSet<>(before.map(TagProgress.Part::tags).orElse(List.of()));
    Set<String> tokens = new HashSet<>();
    PageCount count = new PageCount(VendorApi.MOST_TAGS, what);
    String token = before.map(TagProgress.Part::next).orElse("");
    do {
      count.next(URI.create("page:" + tokens.size()));
      JsonNode page = api.ask(uri, question(token, what), what);
      VendorApi.add(page, "imageTagDetails", "imageTag", tags, what);
      int _ = count.found(tags.size());
      token = next(page, what);
      if (!token.isEmpty() && !tokens.add(token)) {
        throw RegistryErrors.unusable(what, "its pages lead in a circle");
      }
      if (!token.isEmpty()) {
        progress.read(tags, token);
      }
    } while (!token.isEmpty());
    return Optional.of(List.copyOf(tags));
  }

  private ObjectNode question(String token, String what) throws RegistryException {
    int slash = repository.path().indexOf('/');
    if (slash < 0) {
      throw RegistryErrors.unusable(what, "there are no such repositories in the gallery");
    }
    ObjectNode question =
        ManifestContent.JSON
            .createObjectNode()
            .put("registryAliasName", repository.path().substring(0, slash))
            .put("repositoryName", repository.path().substring(slash + 1))
            .put("maxResults", PAGE);
    return token.isEmpty() ? question : question.put("nextToken", token);
  }

  /** The last page has none: to ask on without one would be to ask for the first page again. */
  private static String next(JsonNode page, String what) throws RegistryException {
    JsonNode token = page.path("nextToken");
    if (token.isMissingNode() || token.isNull()) {
      return "";
    }
    if (!token.isTextual() || token.textValue().length() > LONGEST_TOKEN) {
      throw RegistryErrors.unusable(what, "its word for the next page is malformed");
    }
    return token.textValue();
  }
}
