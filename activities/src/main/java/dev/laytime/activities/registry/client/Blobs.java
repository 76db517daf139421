package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPatch;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;

/**
 * Blobs of one repository.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs">OCI
 *     distribution-spec, pushing blobs</a>
 */
final class Blobs {

  private static final String ANYTHING = "*/*";

  private static final Pattern PART =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

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

  /** Fails where what the registry has under a blob's digest is not as long as the blob. */
  void checkSize(Descriptor blob) throws RegistryException {
    String what = "look up blob " + name(blob);
    String size = Long.toString(blob.size());
    try (Response response = exchange.head(exchange.uri(path(blob)), ANYTHING, what)) {
      if (!response.isSuccess()) {
        throw new RegistryException(
            FailureType.UNAVAILABLE,
            what,
            response.toException().said(),
            "the registry took it a moment ago; the next attempt looks again");
      }
      String held = response.header("Content-Length").orElse(size);
      if (!held.equals(size)) {
        throw RegistryErrors.mismatch(
            what, "the registry has %s bytes of %s".formatted(RegistryErrors.clean(held), size));
      }
    }
  }

  InputStream open(Descriptor blob) throws IOException {
    return open(exchange, blob, exchange.uri(path(blob)), "pull blob " + name(blob));
  }

  /** A layer from here, else from the first place that has it. */
  InputStream openForeign(Descriptor layer, List<String> places) throws IOException {
    try {
      return open(layer);
    } catch (RegistryException absent) {
      if (absent.type() != FailureType.NOT_FOUND) {
        throw absent;
      }
      return openAt(places.iterator(), layer, absent);
    }
  }

  private InputStream openAt(Iterator<String> places, Descriptor layer, RegistryException failed)
      throws IOException {
    if (!places.hasNext()) {
      throw failed;
    }
    String what = "pull foreign layer %s of %s".formatted(layer.digest(), repository);
    try {
      return open(exchange.anonymous(), layer, new URI(places.next()), what);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return openAt(
          places, layer, RegistryErrors.unusable(what, "its manifest names a malformed address"));
    } catch (RegistryException e) {
      return openAt(places, layer, e);
    }
  }

  private static InputStream open(Exchange asker, Descriptor blob, URI place, String what)
      throws IOException {
    Response response = asker.get(place, ANYTHING, what);
    if (!response.isSuccess()) {
      try (response) {
        throw response.toException();
      }
    }
    return new Download(new VerifyingInputStream(response.body(), blob, what), response);
  }

  /** The rest of a blob; empty where the registry does not send that alone. */
  Optional<InputStream> openFrom(Descriptor blob, long from) throws IOException {
    String what = "pull the rest of blob " + name(blob);
    Response response = exchange.getFrom(from, exchange.uri(path(blob)), ANYTHING, what);
    if (!response.isSuccess() && response.status() != OUT_OF_STEP) {
      try (response) {
        throw response.toException();
      }
    }
    if (!isRest(response, blob, from)) {
      response.close();
      return Optional.empty();
    }
    InputStream rest = new CompleteInputStream(response.body(), blob.size() - from, what);
    return Optional.of(new Download(rest, response));
  }

  private static boolean isRest(Response response, Descriptor blob, long from) {
    Matcher part = PART.matcher(response.header("Content-Range").orElse(""));
    return response.status() == 206
        && part.matches()
        && Long.parseLong(part.group(1)) == from
        && (part.group(2).equals("*") || Long.parseLong(part.group(2)) == blob.size());
  }

  /** Uploads in one piece: a POST for the place, a PUT for the content. */
  void write(Descriptor blob, InputStream content) throws RegistryException {
    String what = "push blob " + name(blob);
    try (Response response = put(blob, begin(blob, what), content, blob.size(), what)) {
      if (!isStored(response)) {
        throw refusal(response, what);
      }
      checkStored(blob, response, what);
    }
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
      if (response.status() != 201) {
        return false;
      }
      checkStored(blob, response, what);
      return true;
    } catch (RegistryException e) {
      if (e.isAboutAccess()) {
        return false;
      }
      throw e;
    }
  }

  /** Where the content of a blob goes, from its first byte. */
  URI begin(Descriptor blob, String what) throws RegistryException {
    URI location = begun.remove(blob.digest());
    return location == null ? begin(what) : location;
  }

  /** Where the content of a blob goes that was not asked for before. */
  URI begin(String what) throws RegistryException {
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

  /**
   * Sends a part of an upload.
   *
   * @param at how many bytes the registry should have
   */
  Response append(URI location, InputStream content, long at, long size, String what)
      throws RegistryException {
    String range = at + "-" + (at + size - 1);
    return exchange.upload(
        uri -> {
          HttpPatch patch = new HttpPatch(uri);
          patch.setHeader("Content-Range", range);
          return patch;
        },
        location,
        new BlobEntity(content, size),
        what);
  }

  /** Ends an upload with its last bytes. */
  Response put(Descriptor blob, URI location, InputStream content, long size, String what)
      throws RegistryException {
    BlobEntity body = new BlobEntity(content, size);
    return exchange.upload(HttpPut::new, withDigest(location, blob), body, what);
  }

  /** Whether the answer to the end of an upload means that the blob is there. */
  static boolean isStored(Response response) {
    return response.status() == 201 || response.status() == 204;
  }

  /**
   * Fails where an answer says that it is another blob that is there. Some registries name every
   * blob by sha256, whatever it was asked for by.
   */
  static void checkStored(Descriptor blob, Response response, String what)
      throws RegistryException {
    String digest = blob.digest().value();
    String stored = response.header("Docker-Content-Digest").orElse(digest);
    if (stored.startsWith(blob.digest().algorithm() + ":") && !stored.equals(digest)) {
      throw new RegistryException(
          FailureType.CONTENT_MISMATCH,
          what,
          "it was stored as " + RegistryErrors.clean(stored),
          "that registry alters what it is given; use another");
    }
  }

  /** A registry that restarts, or is one of several, may know nothing of an upload it began. */
  static RegistryException refusal(Response response, String what) {
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

  String name(Descriptor blob) {
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
