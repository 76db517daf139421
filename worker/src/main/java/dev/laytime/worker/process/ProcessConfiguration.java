package dev.laytime.worker.process;

import dev.laytime.worker.configuration.LaytimeProperties;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is the process's own: its state, and the process that started it. */
@Configuration(proxyBeanMethods = false)
public class ProcessConfiguration {

  @Bean
  @ConditionalOnProperty("laytime.state")
  StateDirectory stateDirectory(LaytimeProperties properties) {
    return StateDirectory.take(properties.stateDirectory().orElseThrow());
  }

  @Bean
  @ConditionalOnProperty("laytime.parent")
  InitializingBean parentWatch(LaytimeProperties properties) {
    Long parent = properties.parent();
    return () -> {
      if (parent != null) {
        ParentWatch.over(parent, () -> System.exit(0));
      }
    };
  }
}
