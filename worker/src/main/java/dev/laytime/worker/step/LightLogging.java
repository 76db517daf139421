package dev.laytime.worker.step;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings alone, on standard error. Nobody sets logging up here as Spring Boot does, and left to
 * itself it writes down all that it hears, headers with passwords in them too.
 */
final class LightLogging {

  private static final String FORM = "%-5level %logger{0}: %msg%n%ex{short}";

  private LightLogging() {}

  /** Sets this process up; before anything is logged. */
  static void provide() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      provide(context);
    }
  }

  static void provide(LoggerContext context) {
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(FORM);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
  }
}
