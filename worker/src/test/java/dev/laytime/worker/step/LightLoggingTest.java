package dev.laytime.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;

/** What a step says besides its result. */
class LightLoggingTest {

  @Test
  void saysWarningsAloneAndNotAmongWhatItPrints() {
    LoggerContext context = new LoggerContext();
    BasicConfigurator asWithoutAnything = new BasicConfigurator();
    asWithoutAnything.setContext(context);
    asWithoutAnything.configure(context);

    LightLogging.provide(context);

    assertThat(context.getLogger("org.apache.hc.client5.http.headers").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("dev.laytime").isWarnEnabled()).isTrue();
    assertThat(context.getLogger("ROOT").iteratorForAppenders())
        .toIterable()
        .singleElement()
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            appender -> assertThat(appender.getTarget()).isEqualTo("System.err"));
  }
}
