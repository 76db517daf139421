package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Between the interval of a rule and what its row's cell {@code poll_seconds} holds. */
final class PollCells {

  private PollCells() {}

  static @Nullable Long seconds(MirrorRule rule) {
    PollInterval poll = rule.poll();
    return poll == null ? null : poll.every().toSeconds();
  }

  static @Nullable PollInterval interval(ResultSet row) throws SQLException {
    long seconds = row.getLong("poll_seconds");
    return row.wasNull() ? null : PollInterval.nearest(Duration.ofSeconds(seconds));
  }
}
