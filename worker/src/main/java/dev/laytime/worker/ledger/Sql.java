package dev.laytime.worker.ledger;

import dev.laytime.ledger.LedgerUnavailableException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to the database: everything happens in a transaction, and every failure of it is {@link
 * LedgerUnavailableException}.
 */
final class Sql {

  /** Two who write the same row at once: the later one looks again and finds it. */
  private static final int ATTEMPTS = 5;

  private static final int QUERY_SECONDS = 60;

  private final JdbcTemplate template;
  private final JdbcClient client;
  private final TransactionTemplate writing;
  private final TransactionTemplate reading;

  Sql(DataSource database) {
    template = new JdbcTemplate(database);
    template.setQueryTimeout(QUERY_SECONDS);
    client = JdbcClient.create(template);
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    writing = new TransactionTemplate(manager);
    reading = new TransactionTemplate(manager);
    reading.setReadOnly(true);
    // All that one answer is made of is read from one state of the ledger.
    reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** One statement, within a transaction. */
  JdbcClient.StatementSpec sql(String statement) {
    return client.sql(statement);
  }

  /** One statement for many rows, within a transaction. */
  void batch(String statement, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      template.batchUpdate(statement, rows);
    }
  }

  /** Reads in one transaction, as of one moment. */
  <T extends @Nullable Object> T read(String what, Supplier<T> work) {
    return attempt(what, reading, work);
  }

  /** Writes all or nothing. */
  <T extends @Nullable Object> T write(String what, Supplier<T> work) {
    return attempt(what, writing, work);
  }

  /** Writes all or nothing. */
  void change(String what, Runnable work) {
    attempt(
        what,
        writing,
        () -> {
          work.run();
          return true;
        });
  }

  @SuppressWarnings("NullAway") // a transaction's result is the work's
  private static <T extends @Nullable Object> T attempt(
      String what, TransactionTemplate transaction, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(_ -> work.get());
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        if (attempt == ATTEMPTS) {
          throw unavailable(what, e);
        }
      } catch (DataAccessException | TransactionException e) {
        throw unavailable(what, e);
      }
    }
  }

  private static LedgerUnavailableException unavailable(String what, RuntimeException e) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    return new LedgerUnavailableException(what + ": " + firstLine(cause), e);
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
