package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  @Test
  void keepsTheLatestEntriesAndNoMore() throws IOException {
    RequestLog log = new RequestLog();
    Handler handler = log.around(_ -> Response.of(200));
    for (int i = 0; i <= RequestLog.LONGEST; i++) {
      handler.handle(
          new Request(
              "GET", "/" + i, Query.parse(null), new Headers(), InputStream.nullInputStream()));
    }
    assertThat(log.entries()).hasSize(RequestLog.LONGEST);
    assertThat(log.entries().getFirst().path()).isEqualTo("/1");
    assertThat(log.entries().getLast().path()).isEqualTo("/" + RequestLog.LONGEST);
    log.clear();
    assertThat(log.entries()).isEmpty();
  }
}
