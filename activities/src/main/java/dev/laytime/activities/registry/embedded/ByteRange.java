package dev.laytime.activities.registry.embedded;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of some content.
 *
 * @param first position of the first byte
 * @param last position of the last byte, inclusive
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, range requests</a>
 */
record ByteRange(long first, long last) {

  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** A range that lies outside of the content. */
  static final class UnsatisfiableException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  long length() {
    return last - first + 1;
  }

  /**
   * Reads a {@code Range} header; empty for what a server ignores: other units, several ranges.
   *
   * @param size of the content in bytes
   */
  static Optional<ByteRange> parse(String header, long size) throws UnsatisfiableException {
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    ByteRange range = from.isEmpty() ? suffix(Long.parseLong(to), size) : between(from, to, size);
    if (range.first >= size || range.first > range.last) {
      throw new UnsatisfiableException();
    }
    return Optional.of(range);
  }

  private static ByteRange suffix(long length, long size) {
    return new ByteRange(length == 0 ? size : Math.max(0, size - length), size - 1);
  }

  private static ByteRange between(String from, String to, long size) {
    long last = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
    return new ByteRange(Long.parseLong(from), last);
  }
}
