package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.BlobWriter;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One blob on its way in, a chunk at a time. */
final class Upload {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final String name;
  private final String id;
  private final BlobWriter writer;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Instant touched;

  Upload(String name, String id, BlobWriter writer, Instant started) {
    this.name = name;
    this.id = id;
    this.writer = writer;
    this.touched = started;
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  Instant touched() {
    return touched;
  }

  void touch(Instant now) {
    touched = now;
  }

  String location() {
    return "/v2/" + name + "/blobs/uploads/" + id;
  }

  /** What was received, as the spec writes it; it has no word for nothing. */
  String range() {
    return "0-" + Math.max(0, writer.size() - 1);
  }

  /**
   * Takes the next chunk.
   *
   * @throws RefusedException with 416 where it is not the next one
   */
  void append(Request request) throws IOException {
    one.lock();
    try {
      Optional<String> range = request.header("Content-Range");
      if (range.isPresent()) {
        checkNext(request, range.get());
      }
      request.body().transferTo(writer);
    } finally {
      one.unlock();
    }
  }

  void commit(Digest digest) throws IOException {
    one.lock();
    try {
      writer.commit(digest);
    } finally {
      one.unlock();
    }
  }

  /** Whatever was received. */
  void commitUnverified(Digest digest) throws IOException {
    one.lock();
    try {
      writer.commitUnverified(digest);
    } finally {
      one.unlock();
    }
  }

  void close() throws IOException {
    one.lock();
    try {
      writer.close();
    } finally {
      one.unlock();
    }
  }

  private void checkNext(Request request, String range) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw ErrorCode.BLOB_UPLOAD_INVALID.about("Content-Range " + range);
    }
    long first = Long.parseLong(matcher.group(1));
    long length = Long.parseLong(matcher.group(2)) - first + 1;
    if (first != writer.size()) {
      throw ErrorCode.BLOB_UPLOAD_INVALID.about(
          "expected a chunk that begins at %d, not %s".formatted(writer.size(), range), 416);
    }
    request
        .header("Content-Length")
        .filter(said -> !said.equals(Long.toString(length)))
        .ifPresent(said -> {
          throw ErrorCode.SIZE_INVALID.about(
              "Content-Range %s and Content-Length %s".formatted(range, said));
        });
  }
}
