package dev.laytime.e2e.counterpart;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of an access log.
 *
 * @param method as in {@code PUT}
 * @param target path and query
 * @param status of the response
 */
public record LoggedRequest(String method, String target, int status) {

  /** The request and status of Apache's combined log format. */
  private static final Pattern COMBINED =
      Pattern.compile("^\\S+ \\S+ \\S+ \\[[^]]*] \"(\\S+) (\\S+) [^\"]*\" (\\d{3}) .*$");

  /** The same in what olareg says at its most talkative. */
  private static final Pattern OLAREG =
      Pattern.compile(
          "^time=\\S+ level=\\S+ msg=ServeHTTP duration=\\S+ method=(\\S+)"
              + " url=\"?([^\" ]+)\"? status=(\\d{3}) .*$");

  /** The requests of a log, in its order; lines of another kind are passed over. */
  public static List<LoggedRequest> in(String log) {
    return log.lines()
        .flatMap(line -> Stream.of(COMBINED.matcher(line), OLAREG.matcher(line)))
        .filter(Matcher::matches)
        .map(line ->
            new LoggedRequest(line.group(1), line.group(2), Integer.parseInt(line.group(3))))
        .toList();
  }

  /** Whether it completed the upload of a blob. */
  public boolean isBlobSent() {
    return method.equals("PUT") && target.contains("/blobs/uploads/") && status == 201;
  }

  /** Whether it wrote a manifest or index. */
  public boolean isManifestWritten() {
    return method.equals("PUT") && target.contains("/manifests/") && status == 201;
  }
}
