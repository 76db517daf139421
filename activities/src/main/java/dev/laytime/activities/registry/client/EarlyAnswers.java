package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * When to listen for an answer while a blob is still being sent: a registry may refuse an upload
 * before it has all of it.
 *
 * <p>What has arrived without TLS is seen at once. To listen for more takes a millisecond where
 * nothing is said, as long as it takes to send some hundred kilobytes: so it is done often at the
 * beginning, where who is refused for the head alone can send all of it again, and rarely
 * afterwards.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

  private static final long KIBIBYTE = 1024;
  private static final long BEGINNING = 1024 * KIBIBYTE;
  private static final long OFTEN = 128 * KIBIBYTE;
  private static final long RARELY = 4 * 1024 * KIBIBYTE;

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream answer,
      long sent,
      long next)
      throws IOException {
    return (crosses(OFTEN, sent, next) && answer.available() > 0)
        || (isTime(sent, next) && connection.isDataAvailable(Timeout.ONE_MILLISECOND));
  }

  /** Whether it is time to wait for an answer. */
  static boolean isTime(long sent, long next) {
    return crosses(sent < BEGINNING ? OFTEN : RARELY, sent, next);
  }

  private static boolean crosses(long step, long sent, long next) {
    return sent / step != (sent + next) / step;
  }
}
