package dev.laytime.activities.registry.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A blob as a request's body: relayed through one buffer. It can be sent again as long as little of
 * it was sent: a registry that refuses a request for its head alone says so early.
 */
final class BlobEntity extends AbstractHttpEntity {

  private static final int BUFFER = 128 * 1024;
  private static final int MOST_KEPT = 1024 * 1024;

  private final InputStream content;
  private final long size;

  /** What was sent so far; null from when that is too much. */
  private @Nullable ByteArrayOutputStream sent = new ByteArrayOutputStream(0);

  BlobEntity(InputStream content, long size) {
    super(ContentType.APPLICATION_OCTET_STREAM, null);
    this.content = content;
    this.size = size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (sent == null) {
      throw new IOException("too much was sent to send it again");
    }
    sent.writeTo(out);
    byte[] buffer = new byte[BUFFER];
    int count = content.read(buffer);
    while (count >= 0) {
      keep(buffer, count);
      out.write(buffer, 0, count);
      count = content.read(buffer);
    }
    out.flush();
  }

  private void keep(byte[] buffer, int count) {
    if (sent != null && sent.size() + count <= MOST_KEPT) {
      sent.write(buffer, 0, count);
    } else {
      sent = null;
    }
  }

  @Override
  public InputStream getContent() {
    return content;
  }

  @Override
  public boolean isRepeatable() {
    return sent != null;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public long getContentLength() {
    return size;
  }

  @Override
  public void close() {
    // whoever opened the content closes it
  }
}
