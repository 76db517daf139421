package dev.laytime.activities.registry.tar;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What an extended header says of the entry after it: {@code length key=value\n}, repeated. */
final class PaxRecords {

  private PaxRecords() {}

  static Map<String, String> parse(byte[] content) throws TarException {
    Map<String, String> records = new HashMap<>();
    int start = 0;
    while (start < content.length && content[start] != 0) {
      int space = start;
      while (space < content.length && content[space] != ' ') {
        space++;
      }
      int end = start + length(content, start, space);
      String record = text(content, space + 1, end - 1);
      int equals = record.indexOf('=');
      if (equals < 1) {
        throw malformed();
      }
      records.put(record.substring(0, equals), record.substring(equals + 1));
      start = end;
    }
    return records;
  }

  private static int length(byte[] content, int start, int space) throws TarException {
    try {
      int length = Integer.parseInt(text(content, start, space));
      if (length > space - start + 1 && length <= content.length - start) {
        return length;
      }
    } catch (NumberFormatException e) {
      // malformed, as below
    }
    throw malformed();
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.UTF_8);
  }

  private static TarException malformed() {
    return new TarException("an extended header is malformed");
  }
}
