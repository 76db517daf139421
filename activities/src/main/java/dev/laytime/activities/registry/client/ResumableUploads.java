package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends large blobs in chunks, and goes on where an earlier attempt ended.
 *
 * <p>How much has arrived is asked of the registry, and what is sent says where it belongs: a
 * registry that has more by then, because somebody else still sends, refuses it.
 *
 * <p>Of an upload that goes on nobody here hashes the whole. To fetch and hash the first part again
 * would prove nothing: what lies at the registry is what an earlier attempt read. So an upload goes
 * on only at a registry that {@link DigestCheck was seen} to refuse a wrong digest, and its size is
 * looked up besides. At any other, and where the registry will not take the rest, or the whole, the
 * blob is sent from its beginning, and verified on its way as any other.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks">OCI
 *     distribution-spec, pushing a blob in chunks</a>
 */
final class ResumableUploads {

  private static final Logger log = LoggerFactory.getLogger(ResumableUploads.class);

  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

  private static final Pattern PLAIN_PATH =
      Pattern.compile("(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})++");

  private static final String ROOT = "/v2/";

  /** Who answers so says nothing of the upload. */
  private static final Set<Integer> NO_ACCESS = Set.of(401, 403);

  private final Repository repository;
  private final Exchange exchange;
  private final Blobs blobs;
  private final Resuming resuming;
  private final DigestCheck check;

  ResumableUploads(
      Repository repository, Exchange exchange, Blobs blobs, Resuming resuming, DigestCheck check) {
    this.repository = repository;
    this.exchange = exchange;
    this.blobs = blobs;
    this.resuming = resuming;
    this.check = check;
  }

  /** Whether a blob is large enough to be sent so. */
  boolean areFor(Descriptor blob) {
    return blob.size() > resuming.above();
  }

  /** Uploads a blob: the rest of it where that is possible. */
  void write(Descriptor blob, ImageStore.Content content) throws IOException {
    Sending sending = new Sending(blob, content);
    try {
      if (!sending.goOn()) {
        sending.begin();
      }
    } catch (RegistryException e) {
      if (!e.type().retryable() && !e.isAboutAccess()) {
        sending.end();
      }
      throw e;
    }
  }

  /**
   * The part of a location that may be written down; empty where the location grants something by
   * itself, or may do so.
   *
   * @see Uploads
   */
  private Optional<String> path(URI location) {
    return exchange.isToRegistry(location) && isOurs(location.getRawPath())
        ? Optional.of(location.getRawPath())
        : Optional.empty();
  }

  private boolean isOurs(@Nullable String path) {
    return path != null
        && path.length() <= Uploads.LONGEST_PATH
        && path.startsWith(ROOT + repository.path() + "/blobs/")
        && !path.contains("/../")
        && PLAIN_PATH.matcher(path).matches();
  }

  /**
   * Where the registry wants what comes next.
   *
   * @param offset how many bytes it has
   */
  private record Place(URI location, long offset) {}

  /** The registry did not take what was sent. */
  private static final class NotTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final RegistryException meaning;

    NotTakenException(Response response, String what) {
      this.passing = response.isBusy() || NO_ACCESS.contains(response.status());
      this.meaning = Blobs.refusal(response, what);
    }

    /** Whether the same may be taken later. */
    boolean isPassing() {
      return passing;
    }
  }

  /** One blob. */
  private final class Sending {

    private final Descriptor blob;
    private final ImageStore.Content content;
    private final String what;
    private @Nullable String known;

    Sending(Descriptor blob, ImageStore.Content content) {
      this.blob = blob;
      this.content = content;
      this.what = "push blob " + blobs.name(blob);
      this.known =
          resuming
              .find(repository, blob.digest())
              .filter(ResumableUploads.this::isOurs)
              .orElse(null);
    }

    /**
     * Sends what is missing of an upload that was begun.
     *
     * @return false if there is none that the registry would complete, and prove
     */
    boolean goOn() throws IOException {
      Optional<Place> place = known == null ? Optional.empty() : ask(known);
      if (place.isEmpty() || !isProven(place.get())) {
        return false;
      }
      log.info("upload goes on blob={} offset={}", blob.digest(), place.get().offset());
      try {
        send(place.get());
      } catch (NotTakenException e) {
        if (e.isPassing()) {
          throw e.meaning;
        }
        log.info("upload begins anew blob={} cause={}", blob.digest(), e.meaning.said());
        return false;
      }
      blobs.checkSize(blob);
      return true;
    }

    /** Where nothing has arrived yet, the whole comes from us. */
    private boolean isProven(Place place) throws RegistryException {
      return place.offset() == 0 || check.isPassed(blob.digest().algorithm());
    }

    /** Sends the whole. */
    void begin() throws IOException {
      URI location = blobs.begin(blob, what);
      remember(location);
      try {
        send(new Place(location, 0));
      } catch (NotTakenException e) {
        if (!e.isPassing()) {
          end();
        }
        throw e.meaning;
      }
    }

    void end() {
      if (known != null) {
        resuming.ended(repository, blob.digest());
        known = null;
      }
    }

    private void remember(URI location) {
      String path = path(location).orElse(null);
      if (path == null) {
        end();
      } else if (!path.equals(known)) {
        resuming.begun(repository, blob.digest(), path);
        known = path;
      }
    }

    /** Asks how much has arrived; empty where the registry does not say so. */
    private Optional<Place> ask(String path) throws RegistryException {
      String asking = "look up the upload of blob " + blobs.name(blob);
      URI uri = exchange.uri(path.substring(ROOT.length()));
      try (Response response = exchange.send(HttpGet::new, uri, asking)) {
        if (response.isBusy()) {
          throw response.toException();
        }
        long offset = response.isSuccess() ? offset(response) : -1;
        return offset < 0 || offset > blob.size()
            ? Optional.empty()
            : Optional.of(new Place(response.location().orElse(uri), offset));
      }
    }

    /** The specification has no word for nothing: what looks like one byte is taken for none. */
    private static long offset(Response response) {
      Matcher range = RANGE.matcher(response.header("Range").orElse(""));
      if (!range.matches()) {
        return -1;
      }
      long last = Long.parseLong(range.group(1));
      return last == 0 ? 0 : last + 1;
    }

    private void send(Place place) throws IOException {
      URI location = place.location();
      try (InputStream rest = content.open(place.offset())) {
        for (long at = place.offset(); at < blob.size(); at += resuming.chunk()) {
          location = append(location, rest, at);
          remember(location);
        }
        if (rest.read() >= 0) {
          throw RegistryErrors.mismatch(what, "it is longer than announced");
        }
        complete(location);
      }
      end();
    }

    private URI append(URI location, InputStream rest, long at) throws IOException {
      long length = Math.min(resuming.chunk(), blob.size() - at);
      try (Response response = blobs.append(location, new Chunk(rest, length), at, length, what)) {
        if (!response.isSuccess()) {
          throw new NotTakenException(response, what);
        }
        return response.location().orElse(location);
      }
    }

    private void complete(URI location) throws IOException {
      try (Response response = blobs.put(blob, location, InputStream.nullInputStream(), 0, what)) {
        if (!Blobs.isStored(response)) {
          throw new NotTakenException(response, what);
        }
        Blobs.checkStored(blob, response, what);
      }
    }
  }

  /** The next bytes of some content, which goes on after them. */
  private static final class Chunk extends BlockInputStream {

    private long remaining;

    Chunk(InputStream content, long size) {
      super(content);
      this.remaining = size;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (remaining == 0) {
        return -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, remaining));
      if (count < 0) {
        throw new RegistryException(
            FailureType.UNAVAILABLE,
            "read a blob",
            "%d bytes are missing".formatted(remaining),
            "try again later");
      }
      remaining -= count;
      return count;
    }

    @Override
    public void close() {
      // whoever opened the content closes it
    }
  }
}
