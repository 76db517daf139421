package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/**
 * Blobs of one repository.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs">OCI
 *     distribution-spec, pushing blobs</a>
 */
final class Blobs {

  private static final String ANYTHING = "*/*";

  /** What we send is not what the registry expects next of that upload. */
  private static final int OUT_OF_STEP = 416;

  private final Repository repository;
  private final Exchange exchange;

  /** Uploads that the registry began where it was asked to mount. */
  private final ConcurrentMap<Digest, URI> begun = new ConcurrentHashMap<>();

  Blobs(Repository repository, Exchange exchange) {
    this.repository = repository;
    this.exchange = exchange;
  }

  boolean has(Descriptor blob) throws RegistryException {
    try (Response response =
        exchange.head(exchange.uri(path(blob)), ANYTHING, "look up blob " + name(blob))) {
      if (response.status() == 404) {
        return false;
      }
      if (!response.isSuccess()) {
        throw response.toException();
      }
      return true;
    }
  }

  InputStream open(Descriptor blob) throws IOException {
    String what = "pull blob " + name(blob);
    Response response = exchange.get(exchange.uri(path(blob)), ANYTHING, what);
    if (!response.isSuccess()) {
      try (response) {
        throw response.toException();
      }
    }
    return new Download(new VerifyingInputStream(response.body(), blob, what), response);
  }

  /** Uploads in one piece: a POST for the place, a PUT for the content. */
  void write(Descriptor blob, InputStream content) throws RegistryException {
    String what = "push blob " + name(blob);
    URI location = begun.remove(blob.digest());
    put(blob, location == null ? begin(what) : location, content, what);
  }

  /**
   * Takes a blob from another repository of the same registry, or from this one: then it tells
   * whether it is here.
   *
   * @param both a token for both repositories
   * @return false where the registry begins an upload instead, which is used when the blob is
   *     written, and where it gives us no access to both at once
   */
  boolean mount(Descriptor blob, Repository from, Exchange both) throws RegistryException {
    String what = "mount blob %s from %s".formatted(name(blob), from);
    URI uri =
        both.uri(
            "%s/blobs/uploads/?mount=%s&from=%s"
                .formatted(repository.path(), blob.digest(), from.path()));
    try (Response response = both.send(HttpPost::new, uri, what)) {
      if (response.status() == 202) {
        response.location().ifPresent(location -> begun.put(blob.digest(), location));
      }
      return response.status() == 201;
    } catch (RegistryException e) {
      if (e.isAboutAccess()) {
        return false;
      }
      throw e;
    }
  }

  private URI begin(String what) throws RegistryException {
    URI uploads = exchange.uri(repository.path() + "/blobs/uploads/");
    try (Response response = exchange.send(HttpPost::new, uploads, what)) {
      if (response.status() != 202) {
        throw response.toException();
      }
      return response
          .location()
          .orElseThrow(
              () -> RegistryErrors.unusable(what, "the answer says not where to upload to"));
    }
  }

  private void put(Descriptor blob, URI location, InputStream content, String what)
      throws RegistryException {
    BlobEntity body = new BlobEntity(content, blob.size());
    try (Response response = exchange.upload(withDigest(location, blob), body, what)) {
      if (response.status() != 201 && response.status() != 204) {
        throw refusal(response, what);
      }
    }
  }

  /** A registry that restarts, or is one of several, may know nothing of an upload it began. */
  private static RegistryException refusal(Response response, String what) {
    RegistryException refusal = response.toException();
    boolean lost =
        response.errorCode().equals("BLOB_UPLOAD_UNKNOWN") || response.status() == OUT_OF_STEP;
    return lost
        ? new RegistryException(
            FailureType.UNAVAILABLE,
            what,
            refusal.said(),
            "the next attempt begins the upload anew")
        : refusal;
  }

  /** The location is kept as it is, to the letter: its query is the registry's own business. */
  private static URI withDigest(URI location, Descriptor blob) {
    String separator = location.getRawQuery() == null ? "?" : "&";
    return URI.create(location + separator + "digest=" + blob.digest());
  }

  private String path(Descriptor blob) {
    return repository.path() + "/blobs/" + blob.digest();
  }

  private String name(Descriptor blob) {
    return repository + "@" + blob.digest();
  }

  /** A blob on its way; closing it early drops the connection instead of reading on. */
  private static final class Download extends FilterInputStream {

    private final Response response;

    Download(InputStream content, Response response) {
      super(content);
      this.response = response;
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
