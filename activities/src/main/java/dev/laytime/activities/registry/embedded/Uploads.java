package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.BlobWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The uploads under way. One that nobody touches for an hour is dropped. */
final class Uploads {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Map<String, Upload> open = new ConcurrentHashMap<>();
  private final Time time;

  Uploads(Time time) {
    this.time = time;
  }

  Upload start(String name, BlobWriter writer) throws IOException {
    dropAbandoned();
    Upload upload = new Upload(name, UUID.randomUUID().toString(), writer, time.now());
    open.put(upload.id(), upload);
    return upload;
  }

  /**
   * @throws RefusedException with {@code BLOB_UPLOAD_UNKNOWN}
   */
  Upload get(String name, String id) {
    Upload upload = open.get(id);
    if (upload == null || !upload.name().equals(name)) {
      throw ErrorCode.BLOB_UPLOAD_UNKNOWN.about(id);
    }
    upload.touch(time.now());
    return upload;
  }

  void end(Upload upload) throws IOException {
    open.remove(upload.id());
    upload.close();
  }

  void endAll() throws IOException {
    for (Upload upload : open.values()) {
      end(upload);
    }
  }

  private void dropAbandoned() throws IOException {
    Instant limit = time.now().minus(PATIENCE);
    for (Upload upload : open.values()) {
      if (upload.touched().isBefore(limit)) {
        end(upload);
      }
    }
  }
}
