package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A blob as a request's body: relayed through one buffer, sent once. */
final class BlobEntity extends AbstractHttpEntity {

  private static final int BUFFER = 128 * 1024;

  private final InputStream content;
  private final long size;

  BlobEntity(InputStream content, long size) {
    super(ContentType.APPLICATION_OCTET_STREAM, null);
    this.content = content;
    this.size = size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count = content.read(buffer);
    while (count >= 0) {
      out.write(buffer, 0, count);
      count = content.read(buffer);
    }
    out.flush();
  }

  @Override
  public InputStream getContent() {
    return content;
  }

  @Override
  public boolean isRepeatable() {
    return false;
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
