package dev.laytime.e2e.counterpart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** What a {@link FaultProxy} does with a request. */
public interface Fault {

  /** Everything is forwarded. */
  Fault NONE = request -> new Forward();

  /** What to do with this one. */
  Reaction on(FaultProxy.Seen request);

  /** This reaction to some requests; the others are forwarded. */
  static Fault to(Predicate<FaultProxy.Seen> some, Reaction reaction) {
    return request -> some.test(request) ? reaction : new Forward();
  }

  /** Whether a request asks for a blob's content. */
  static boolean isBlob(FaultProxy.Seen request) {
    return request.method().equals("GET") && request.target().contains("/blobs/");
  }

  /** Whether a request asks for a manifest, or about one. */
  static boolean isManifest(FaultProxy.Seen request) {
    return request.target().contains("/manifests/");
  }

  /** One way to react. */
  sealed interface Reaction {}

  /** The registry's answer as it is. */
  record Forward() implements Reaction {}

  /** Nothing for a time, then the registry's answer, whether or not anybody still waits for it. */
  record Hang(Duration time) implements Reaction {}

  /** Nothing until the gate opens, then as {@link Hang}. */
  record Wait(CountDownLatch gate) implements Reaction {}

  /** The registry's answer with another body. */
  record Spoil(Body body) implements Reaction {}

  /** An answer without asking the registry. */
  record Answer(int status, Map<String, String> headers) implements Reaction {

    public Answer {
      headers = Map.copyOf(headers);
    }

    /** One without headers. */
    public Answer(int status) {
      this(status, Map.of());
    }
  }

  /** What becomes of a body. */
  enum Body {
    /** All of it. */
    AS_IT_IS,
    /** As many bytes, of which the last is another. */
    WRONG,
    /** Half of it; then the connection breaks. */
    TRUNCATED;

    void copy(InputStream in, OutputStream out, long length, Pace pace)
        throws IOException, InterruptedException {
      byte[] buffer = new byte[16 * 1024];
      long sent = 0;
      long end = this == TRUNCATED ? length / 2 : length;
      for (int read = in.read(buffer); read > 0 && sent < end; read = in.read(buffer)) {
        int part = (int) Math.min(read, end - sent);
        sent += part;
        if (this == WRONG && sent == length) {
          buffer[part - 1] ^= 1;
        }
        pace.await(part);
        out.write(buffer, 0, part);
      }
      out.flush();
    }
  }
}
