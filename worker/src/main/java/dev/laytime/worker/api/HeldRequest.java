package dev.laytime.worker.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request whose body was read already, and is read again by whoever answers it. */
final class HeldRequest extends HttpServletRequestWrapper {

  /** More than any request about promotions needs. */
  static final int LONGEST = 64 * 1024;

  private final byte[] body;

  private HeldRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /** Reads a request's body; empty where it is too long. */
  static Optional<HeldRequest> of(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    return body.length > LONGEST ? Optional.empty() : Optional.of(new HeldRequest(request, body));
  }

  byte[] body() {
    return body.clone();
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Held(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Held extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Held(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return bytes.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("It is read at once");
    }
  }
}
