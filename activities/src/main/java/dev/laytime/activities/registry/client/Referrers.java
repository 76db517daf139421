package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/**
 * Who refers to a manifest: by the API where the registry has it, else by the fallback tag.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers">OCI
 *     distribution-spec, listing referrers</a>
 */
final class Referrers {

  private static final int MOST = 10_000;
  private static final int MOST_TRIES = 5;

  /** What a 404 says that is about its subject, and not about the API. */
  private static final Set<String> ABOUT_SUBJECT = Set.of("MANIFEST_UNKNOWN", "NAME_UNKNOWN");

  /** One writer per subject: the fallback tag is read, changed and written again. */
  private static final Striped LISTING = new Striped();

  private final Repository repository;
  private final Exchange exchange;
  private final Manifests manifests;
  private final RegistryMemory memory;

  Referrers(Repository repository, Exchange exchange, Manifests manifests, RegistryMemory memory) {
    this.memory = memory;
    this.repository = repository;
    this.exchange = exchange;
    this.manifests = manifests;
  }

  /** All of them, in the registry's order. */
  List<Descriptor> of(Digest subject) throws RegistryException {
    String what = "list referrers of %s@%s".formatted(repository, subject);
    if (memory.lacksReferrersApi(repository)) {
      return fromFallbackTag(subject, what);
    }
    Set<Descriptor> found = new LinkedHashSet<>();
    PageCount count = new PageCount(MOST, what);
    URI page = exchange.uri("%s/referrers/%s".formatted(repository.path(), subject));
    while (page != null) {
      count.next(page);
      try (Response response = exchange.get(page, MediaTypes.OCI_INDEX, what)) {
        if (count.isFirst() && hasNoApi(response)) {
          if (!isAboutSubject(response)) {
            memory.rememberNoReferrersApi(repository);
          }
          return fromFallbackTag(subject, what);
        }
        if (!response.isSuccess()) {
          throw response.toException();
        }
        found.addAll(read(response.bytes(Manifests.LARGEST), what));
        count.found(found.size());
        page = Links.next(page, response, what).orElse(null);
      }
    }
    return List.copyOf(found);
  }

  /**
   * Sees to it that the repository lists a referrer that it has, as a client must where the
   * registry does not do so by itself.
   *
   * @param beforeWriting asked right before the fallback tag is written: what was read a while ago
   *     would undo what others wrote since
   */
  void list(Manifest referrer, ImageStore.Check beforeWriting) throws RegistryException {
    Digest subject = ManifestContent.of(referrer).subject();
    if (subject == null) {
      return;
    }
    Lock lock = LISTING.get(repository + "@" + subject);
    lock.lock();
    try {
      if (isListedByApi(referrer, subject)) {
        return;
      }
      listUnderFallbackTag(referrer, subject, beforeWriting);
      if (!memory.lacksReferrersApi(repository) && !isListedByApi(referrer, subject)) {
        throw new RegistryException(
            FailureType.UNAVAILABLE,
            "list %s as a referrer in %s".formatted(referrer.digest(), repository),
            "the registry has the referrers API, and does not list it there",
            "try again later; if it stays so, copy without referrers");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Others may write the tag at the same time, and the last one wins: so it is read afterwards. */
  private void listUnderFallbackTag(
      Manifest referrer, Digest subject, ImageStore.Check beforeWriting) throws RegistryException {
    String tag = fallbackTag(subject);
    String what = "list %s under %s:%s".formatted(referrer.digest(), repository, tag);
    Optional<Manifest> index = manifests.get(tag, what);
    for (int tries = 0; !lists(index, referrer.digest(), what); tries++) {
      if (tries == MOST_TRIES) {
        throw new RegistryException(
            FailureType.UNAVAILABLE,
            what,
            "others change that tag at the same time",
            "try again later");
      }
      beforeWriting.run();
      writeWith(index, referrer, tag, what);
      index = manifests.get(tag, what);
    }
    memory.rememberTag(repository, new Tag(tag));
  }

  private static boolean lists(Optional<Manifest> index, Digest referrer, String what)
      throws RegistryException {
    return index.isPresent()
        && read(index.get().bytes(), what).stream()
            .anyMatch(entry -> entry.digest().equals(referrer));
  }

  /**
   * Takes a referrer off its subject's fallback tag, but for the last: an index without entries is
   * not written.
   *
   * @return what there was to do
   */
  Unlisted unlist(Digest referrer, Digest subject) throws RegistryException {
    String tag = fallbackTag(subject);
    String what = "unlist %s under %s:%s".formatted(referrer, repository, tag);
    Lock lock = LISTING.get(repository + "@" + subject);
    lock.lock();
    try {
      Optional<Manifest> index = manifests.get(tag, what);
      if (!lists(index, referrer, what)) {
        return new Unlisted(false, null);
      }
      byte[] rest = without(index.get(), referrer);
      if (read(rest, what).isEmpty()) {
        return new Unlisted(true, index.get().digest());
      }
      String type = index.get().mediaType();
      manifests.write(new Manifest(type, Hashing.digestOf(rest, "sha256"), rest), tag);
      return new Unlisted(true, null);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw malformed(what, RegistryErrors.clean(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  private static byte[] without(Manifest index, Digest referrer) throws IOException {
    if (!(ManifestContent.tree(index) instanceof ObjectNode tree)) {
      throw new IOException("it is no index");
    }
    Iterator<JsonNode> entries = tree.withArray("manifests").iterator();
    while (entries.hasNext()) {
      if (entries.next().path("digest").asText().equals(referrer.value())) {
        entries.remove();
      }
    }
    return ManifestContent.JSON.writeValueAsBytes(tree);
  }

  private boolean isListedByApi(Manifest referrer, Digest subject) throws RegistryException {
    return !memory.lacksReferrersApi(repository)
        && of(subject).stream().anyMatch(listed -> listed.digest().equals(referrer.digest()));
  }

  private void writeWith(Optional<Manifest> index, Manifest referrer, String tag, String what)
      throws RegistryException {
    try {
      ObjectNode tree = existing(index);
      tree.withArray("manifests").add(entry(referrer));
      byte[] bytes = ManifestContent.JSON.writeValueAsBytes(tree);
      manifests.write(
          new Manifest(MediaTypes.OCI_INDEX, Hashing.digestOf(bytes, "sha256"), bytes), tag);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw malformed(what, RegistryErrors.clean(e.getMessage()));
    }
  }

  /**
   * Registries without the API answer in several ways: some refuse, some send a page for people.
   * Trouble, throttling and missing permission are none of them.
   */
  private static boolean hasNoApi(Response response) {
    return switch (response.status()) {
      case 400, 404, 405, 406, 501 -> true;
      case 200 -> !response.mediaType().equals(MediaTypes.OCI_INDEX);
      default -> false;
    };
  }

  /**
   * One that a registry with the API may give, such as a cache that knows not all of its source.
   */
  private static boolean isAboutSubject(Response response) {
    return response.status() == 404 && ABOUT_SUBJECT.contains(response.errorCode());
  }

  /** {@code <algorithm>-<first 64 hex digits>}. */
  static String fallbackTag(Digest subject) {
    return subject.algorithm() + "-" + subject.hex().substring(0, 64);
  }

  private List<Descriptor> fromFallbackTag(Digest subject, String what) throws RegistryException {
    Optional<Manifest> index = manifests.get(fallbackTag(subject), what);
    return index.isEmpty() ? List.of() : read(index.get().bytes(), what);
  }

  private static ObjectNode existing(Optional<Manifest> index) throws IOException {
    if (index.isPresent() && ManifestContent.tree(index.get()) instanceof ObjectNode tree) {
      return tree;
    }
    ObjectNode empty = ManifestContent.JSON.createObjectNode();
    empty.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX).putArray("manifests");
    return empty;
  }

  /** A descriptor as the referrers API would list it. */
  private static ObjectNode entry(Manifest referrer) throws IOException {
    JsonNode manifest = ManifestContent.tree(referrer);
    ObjectNode entry = ManifestContent.JSON.createObjectNode();
    entry.put("mediaType", referrer.mediaType());
    entry.put("digest", referrer.digest().value());
    entry.put("size", referrer.bytes().length);
    String type = manifest.path("artifactType").asText();
    String config = manifest.path("config").path("mediaType").asText();
    if (!type.isEmpty() || !config.isEmpty()) {
      entry.put("artifactType", type.isEmpty() ? config : type);
    }
    if (manifest.path("annotations").isObject()) {
      entry.set("annotations", manifest.path("annotations"));
    }
    return entry;
  }

  private static List<Descriptor> read(byte[] index, String what) throws RegistryException {
    try {
      List<Descriptor> descriptors = new ArrayList<>();
      for (JsonNode node : ManifestContent.JSON.readTree(index).path("manifests")) {
        descriptors.add(ManifestContent.descriptor(node));
      }
      return descriptors;
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(what, RegistryErrors.clean(e.getMessage()));
    }
  }

  private static RegistryException malformed(String what, String said) {
    return new RegistryException(
        FailureType.REFUSED,
        what,
        "its answer is malformed: " + said,
        "copy without referrers, or let the registry's owner look into that");
  }
}
