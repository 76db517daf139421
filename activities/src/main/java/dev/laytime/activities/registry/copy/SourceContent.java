package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blob of a source as it is read from any place on, while a tracker counts. */
final class SourceContent implements ImageStore.Content {

  private static final int BUFFER = 128 * 1024;

  private final ImageStore source;
  private final Descriptor blob;
  private final List<String> places;
  private final CopyTracker tracker;
  private long leftOut;
  private @Nullable CountingInputStream last;

  /**
   * @param places elsewhere that have it, of a foreign layer
   */
  SourceContent(ImageStore source, Descriptor blob, List<String> places, CopyTracker tracker) {
    this.source = source;
    this.blob = blob;
    this.places = places;
    this.tracker = tracker;
  }

  /** How many bytes were left out when it was opened last. */
  long leftOut() {
    return leftOut;
  }

  @Override
  public InputStream open(long from) throws IOException {
    long counted = last == null ? 0 : leftOut + last.count();
    tracker.resumed(from - counted);
    leftOut = from;
    last = new CountingInputStream(content(from), tracker);
    return last;
  }

  private InputStream content(long from) throws IOException {
    if (from == blob.size() && from > 0) {
      return InputStream.nullInputStream();
    }
    if (!places.isEmpty()) {
      return skipped(source.openForeign(blob, places), from);
    }
    Optional<InputStream> rest = from == 0 ? Optional.empty() : source.openFrom(blob, from);
    return rest.isPresent() ? rest.get() : skipped(source.open(blob), from);
  }

  /** Reads what is left out, so that at least the whole is verified. */
  private InputStream skipped(InputStream whole, long bytes) throws IOException {
    try {
      byte[] buffer = new byte[(int) Math.min(BUFFER, bytes)];
      for (long left = bytes; left > 0; ) {
        int count = whole.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          break; // who reads on is told
        }
        left -= count;
        tracker.leftOut(count);
      }
      return whole;
    } catch (IOException e) {
      whole.close();
      throw e;
    }
  }
}
