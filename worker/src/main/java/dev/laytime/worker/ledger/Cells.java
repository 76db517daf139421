package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between values and what a row's cells hold. */
final class Cells {

  private Cells() {}

  /**
   * An instant as a cell holds it: cut off, not rounded, below a microsecond, so that nothing seems
   * later than it was.
   */
  static OffsetDateTime at(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The same for an instant that may be missing. */
  static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }

  /** As long as the column, and without what PostgreSQL cannot store. */
  static String cut(String text, int longest) {
    String clean = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    if (clean.length() <= longest) {
      return clean;
    }
    int end = longest - 1;
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** Cells of one row, some of them empty. */
  static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  static @Nullable String textOrNull(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(instantOrNull(row, column), column);
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }

  static @Nullable Digest digestOrNull(ResultSet row, String column) throws SQLException {
    String digest = row.getString(column);
    return digest == null ? null : new Digest(digest);
  }

  static Reference reference(ResultSet row, String column) throws SQLException {
    return Reference.parse(text(row, column));
  }
}
