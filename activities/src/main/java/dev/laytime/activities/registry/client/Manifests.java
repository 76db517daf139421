package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Manifests of one repository.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution-spec, pulling manifests</a>
 */
final class Manifests {

  /** The size that every registry must accept, and more than any honest manifest has. */
  static final int LARGEST = 4 * 1024 * 1024;

  /** How registries say that they lack what a manifest names; the second is zot's. */
  private static final Set<String> MISSING_CONTENT =
      Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN");

  /** How registries say that a tag is there and cannot be moved: ECR, and Harbor. */
  private static final Set<String> TAKEN = Set.of("TAG_INVALID", "PRECONDITION");

  private static final String CONTENT_DIGEST = "Docker-Content-Digest";

  private final Repository repository;
  private final Exchange exchange;

  Manifests(Repository repository, Exchange exchange) {
    this.repository = repository;
    this.exchange = exchange;
  }

  /** What a tag or digest names, by HEAD; by GET where the registry leaves the digest out. */
  Optional<Descriptor> find(String selector) throws RegistryException {
    String what = "look up manifest " + name(selector);
    try (Response response =
        exchange.head(exchange.uri(path(selector)), MediaTypes.ACCEPTED, what)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      if (!response.isSuccess()) {
        throw response.toException();
      }
      Optional<Descriptor> told = told(response, what);
      return told.isPresent() ? told : get(selector, what).map(Manifest::descriptor);
    }
  }

  /** What an answer about a tag says of how many pulls are left. */
  Optional<PullQuota> quota(Tag tag) throws RegistryException {
    String what = "ask how many pulls are left by " + name(tag.value());
    try (Response response =
        exchange.head(exchange.uri(path(tag.value())), MediaTypes.ACCEPTED, what)) {
      Optional<PullQuota> told = PullQuota.of(response);
      if (told.isEmpty() && !response.isSuccess()) {
        throw response.toException();
      }
      return told;
    }
  }

  /** The manifest of a digest, verified. */
  Manifest fetch(Digest digest) throws RegistryException {
    String what = "pull manifest " + name(digest.value());
    return get(digest.value(), what)
        .filter(manifest -> manifest.digest().equals(digest))
        .orElseThrow(() ->
            new RegistryException(
                FailureType.NOT_FOUND,
                what,
                exchange.host() + " answered 404",
                "the registry lists it but does not have it; copy it anew from its origin"));
  }

  /** The manifest that a tag or digest names now, verified; empty where there is none. */
  Optional<Manifest> get(String selector, String what) throws RegistryException {
    try (Response response =
        exchange.get(exchange.uri(path(selector)), MediaTypes.ACCEPTED, what)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      if (!response.isSuccess()) {
        throw response.toException();
      }
      byte[] bytes = response.bytes(LARGEST);
      Digest expected = expected(selector, response, what);
      Digest actual = Hashing.digestOf(bytes, expected == null ? "sha256" : expected.algorithm());
      if (expected != null && !actual.equals(expected)) {
        throw RegistryErrors.mismatch(what, "its content has digest " + actual);
      }
      return Optional.of(
          new Manifest(ManifestContent.mediaType(response.mediaType(), bytes), actual, bytes));
    }
  }

  /** Asks for a manifest that must be there by now. */
  void confirm(Digest digest) throws RegistryException {
    Optional<Digest> told = find(digest.value()).map(Descriptor::digest);
    if (told.equals(Optional.of(digest))) {
      return;
    }
    throw new RegistryException(
        FailureType.UNAVAILABLE,
        "confirm manifest " + name(digest.value()),
        exchange.host()
            + told.map(other -> " says that it has digest " + other)
                .orElse(" said that it has it, and says now that there is none"),
        "the next attempt writes it again; where that does not help, the registry's owner has to"
            + " look into that");
  }

  /**
   * Puts a manifest, byte for byte. Where the answer does not tell the digest that is asked for.
   *
   * @param tag what shall name it; null for only its digest
   * @return whether the registry itself lists it as a referrer of its subject, or it has none
   */
  boolean write(Manifest manifest, @Nullable String tag) throws RegistryException {
    if (tag == null) {
      return put(manifest, manifest.digest().value(), "");
    }
    // Under a bare tag a registry files every manifest by sha256: others are pushed by digest.
    return isNamedBySha256(manifest)
        ? put(manifest, tag, "")
        : put(manifest, manifest.digest().value(), "?tag=" + tag);
  }

  private boolean put(Manifest manifest, String selector, String query) throws RegistryException {
    String what = "push manifest " + name(selector);
    URI address = exchange.uri(path(selector) + query);
    boolean told;
    boolean listed;
    try (Response response = exchange.send(uri -> put(uri, manifest), address, what)) {
      if (!response.isSuccess()) {
        if (isTagTaken(selector, response) && names(selector, manifest)) {
          return ManifestContent.of(manifest).subject() == null;
        }
        throw refusal(manifest, response);
      }
      told = isStored(manifest, response, what);
      if (!query.isEmpty() && response.header("OCI-Tag").isEmpty()) {
        throw new RegistryException(
            FailureType.UNSUPPORTED,
            what,
            exchange.host() + " took it, but gave it no tag",
            "that registry tags only sha256 manifests; refer to it by digest");
      }
      listed =
          response.header("OCI-Subject").isPresent()
              || ManifestContent.of(manifest).subject() == null;
    }
    if (!told) {
      confirm(manifest.digest());
    }
    return listed;
  }

  /** Where tags cannot be moved, one that is there is refused whatever it names. */
  private static boolean isTagTaken(String selector, Response response) {
    return selector.indexOf(':') < 0
        && (response.status() == 409 || TAKEN.contains(response.errorCode()));
  }

  private boolean names(String tag, Manifest manifest) throws RegistryException {
    return find(tag).map(Descriptor::digest).equals(Optional.of(manifest.digest()));
  }

  private static RegistryException refusal(Manifest manifest, Response response) {
    RegistryException refusal = response.toException();
    if (MISSING_CONTENT.contains(response.errorCode())) {
      return refusal.aboutMissingContent();
    }
    // It compares the name with the one that it would have given itself.
    return response.errorCode().equals("DIGEST_INVALID") && !isNamedBySha256(manifest)
        ? new RegistryException(
            FailureType.UNSUPPORTED,
            refusal.what(),
            refusal.said(),
            "that registry names manifests by sha256 alone; this one needs another registry")
        : refusal;
  }

  private static boolean isNamedBySha256(Manifest manifest) {
    return manifest.digest().algorithm().equals("sha256");
  }

  /** Whether an answer tells that the manifest is there, by its digest. */
  private boolean isStored(Manifest manifest, Response response, String what)
      throws RegistryException {
    Digest stored = digest(response, what);
    if (stored != null && !stored.equals(manifest.digest())) {
      throw new RegistryException(
          FailureType.CONTENT_MISMATCH,
          what,
          "%s stored it as %s".formatted(exchange.host(), stored),
          "that registry alters what it is given; use another");
    }
    return stored != null;
  }

  String name(String selector) {
    return repository + (selector.indexOf(':') < 0 ? ":" : "@") + selector;
  }

  private static HttpUriRequestBase put(URI uri, Manifest manifest) {
    HttpPut put = new HttpPut(uri);
    put.setEntity(new ByteArrayEntity(manifest.bytes(), ContentType.parse(manifest.mediaType())));
    return put;
  }

  private Optional<Descriptor> told(Response response, String what) throws RegistryException {
    Digest digest = digest(response, what);
    Optional<String> length =
        response.header("Content-Length").filter(s -> s.matches("[0-9]{1,9}"));
    return digest == null || length.isEmpty() || !MediaTypes.isKnown(response.mediaType())
        ? Optional.empty()
        : Optional.of(
            new Descriptor(response.mediaType(), digest, Long.parseLong(length.get()), null));
  }

  private @Nullable Digest expected(String selector, Response response, String what)
      throws RegistryException {
    return selector.indexOf(':') < 0 ? digest(response, what) : new Digest(selector);
  }

  private @Nullable Digest digest(Response response, String what) throws RegistryException {
    Optional<String> header = response.header(CONTENT_DIGEST);
    try {
      return header.map(Digest::new).orElse(null);
    } catch (InvalidReferenceException e) {
      throw new RegistryException(
          FailureType.UNSUPPORTED,
          what,
          "%s names it '%s'".formatted(exchange.host(), RegistryErrors.clean(header.orElse(""))),
          "only sha256, sha384 and sha512 digests can be handled");
    }
  }

  private String path(String selector) {
    return repository.path() + "/manifests/" + selector;
  }
}
