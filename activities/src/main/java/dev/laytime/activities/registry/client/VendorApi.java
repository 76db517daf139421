package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * A vendor's own API: asked as nobody, each request paid for, and nothing followed to anywhere
 * else.
 */
final class VendorApi implements AutoCloseable {

  /** How many tags a listing may have, whatever the vendor says. */
  static final int MOST_TAGS = 100_000;

  private static final int LARGEST_PAGE = 8 * 1024 * 1024;
  private static final String NOBODY = "";

  private final Transport transport;

  VendorApi(Transport transport) {
    this.transport = transport;
  }

  /** An address there. */
  URI uri(String pathAndQuery) {
    return transport.endpoint().base().resolve(pathAndQuery);
  }

  /**
   * Gets a page.
   *
   * @throws RegistryException if there is none, or it is no JSON
   */
  JsonNode get(URI uri, String what) throws RegistryException {
    HttpGet get = new HttpGet(uri);
    get.setHeader("Accept", "application/json");
    return page(get, what);
  }

  /** The same of an API that wants its question as a document; nothing there changes by it. */
  JsonNode ask(URI uri, JsonNode question, String what) throws RegistryException {
    HttpPost post = new HttpPost(uri);
    post.setHeader("Accept", "application/json");
    post.setEntity(new StringEntity(question.toString(), ContentType.APPLICATION_JSON));
    return page(post, what);
  }

  private JsonNode page(HttpUriRequestBase request, String what) throws RegistryException {
    try (Response response = transport.sendQuestion(request, NOBODY, what)) {
      if (!response.isSuccess()) {
        throw explained(response.toException(), what);
      }
      return ManifestContent.JSON.readTree(response.bytes(LARGEST_PAGE));
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw RegistryErrors.unusable(what, "its answer is no JSON");
    }
  }

  /** Who lists there has no login, and needs none but for what is private. */
  private static RegistryException explained(RegistryException refused, String what) {
    boolean closed =
        refused.type() == FailureType.UNAUTHORIZED
            || refused.type() == FailureType.DENIED
            || refused.type() == FailureType.NOT_FOUND;
    return closed
        ? new RegistryException(
            refused.type(),
            what,
            refused.said(),
            "check the reference; private repositories are not listed there: take `tag-listing` of"
                + " that registry away for them")
        : refused;
  }

  /**
   * Adds the tags of a page.
   *
   * @param list the field with the tags
   * @param name the field of a tag with its name
   * @throws RegistryException if the page holds no such list, or anything in it is no tag
   */
  static void add(JsonNode page, String list, String name, Set<Tag> tags, String what)
      throws RegistryException {
    JsonNode entries = page.path(list);
    if (!entries.isArray()) {
      throw RegistryErrors.unusable(what, "its answer holds no list of tags");
    }
    try {
      for (JsonNode entry : entries) {
        tags.add(new Tag(entry.path(name).asText()));
      }
    } catch (InvalidReferenceException e) {
      throw RegistryErrors.unusable(
          what, "its answer is malformed: " + RegistryErrors.clean(e.getMessage()));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
