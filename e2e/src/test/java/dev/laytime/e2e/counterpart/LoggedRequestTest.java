package dev.laytime.e2e.counterpart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LoggedRequestTest {

  private static final String LOG =
      """
      time="2026-11-21T07:00:00Z" level=warning msg="no HTTP secret" version=v3.1.2
      127.0.0.1 - - [21/Nov/2026:07:00:01 +0000] "HEAD /v2/a/blobs/sha256:0 HTTP/1.1" 404 157 "" "x"
      127.0.0.1 - - [21/Nov/2026:07:00:02 +0000] "PUT /v2/a/blobs/uploads/1?digest=2 HTTP/1.1" 201 0 "" "x"
      127.0.0.1 - - [21/Nov/2026:07:00:03 +0000] "PUT /v2/a/manifests/1 HTTP/1.1" 201 0 "" "x"
      """;

  @Test
  void isReadFromAnAccessLogAmongOtherLines() {
    assertThat(LoggedRequest.in(LOG))
        .containsExactly(
            new LoggedRequest("HEAD", "/v2/a/blobs/sha256:0", 404),
            new LoggedRequest("PUT", "/v2/a/blobs/uploads/1?digest=2", 201),
            new LoggedRequest("PUT", "/v2/a/manifests/1", 201));
  }

  @Test
  void isReadFromWhatOlaregSays() {
    String log =
        """
        time=2026-11-28T08:09:47Z level=DEBUG msg="failed to get descriptor" err="not found" repo=a
        time=2026-11-28T08:09:47Z level=DEBUG-4 msg=ServeHTTP duration=19.8µs method=GET url="/v2/a/tags/list?n=1" status=404 req-headers=map[A:[1]]
        time=2026-11-28T08:09:48Z level=DEBUG-4 msg=ServeHTTP duration=1ms method=POST url=/v2/a/blobs/uploads/ status=202 req-headers="map[A:[1] B:[2]]"
        """;

    assertThat(LoggedRequest.in(log))
        .containsExactly(
            new LoggedRequest("GET", "/v2/a/tags/list?n=1", 404),
            new LoggedRequest("POST", "/v2/a/blobs/uploads/", 202));
  }

  @Test
  void tellsBlobsFromManifestsAndSuccessFromFailure() {
    List<LoggedRequest> requests = LoggedRequest.in(LOG);
    assertThat(requests).extracting(LoggedRequest::isBlobSent).containsExactly(false, true, false);
    assertThat(requests)
        .extracting(LoggedRequest::isManifestWritten)
        .containsExactly(false, false, true);
    assertThat(new LoggedRequest("PUT", "/v2/a/blobs/uploads/1", 400).isBlobSent()).isFalse();
  }
}
