package dev.laytime.worker.ledger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many statements a database is asked. */
final class StatementCount {

  private StatementCount() {}

  /** One at a time: they share what is listened at. */
  static synchronized long of(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    Level before = logger.getLevel();
    Thread asking = Thread.currentThread();
    ListAppender<ILoggingEvent> told =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent event) {
            // Other tests ask their own ledgers meanwhile.
            if (Thread.currentThread().equals(asking)) {
              super.append(event);
            }
          }
        };
    told.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(told);
    logger.setAdditive(false);
    try {
      work.run();
    } finally {
      logger.setAdditive(true);
      logger.detachAppender(told);
      logger.setLevel(before);
    }
    return told.list.stream()
        .filter(event -> event.getMessage().startsWith("Executing prepared SQL"))
        .count();
  }
}
