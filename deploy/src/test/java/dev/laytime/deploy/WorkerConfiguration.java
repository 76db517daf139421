package dev.laytime.deploy;

import dev.laytime.worker.configuration.ConfigurationFile;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/** What the worker makes of a {@code laytime.yaml}. */
public final class WorkerConfiguration {

  private WorkerConfiguration() {}

  /**
   * Reads it as the worker does, which refuses what it does not know.
   *
   * @param directory an empty one
   */
  public static LaytimeProperties read(String text, Path directory) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), text);
    StandardEnvironment environment = new StandardEnvironment();
    new ConfigurationFile(directory)
        .onApplicationEvent(
            new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(),
                new SpringApplication(),
                new String[0],
                environment));
    return Binder.get(environment).bind("laytime", LaytimeProperties.class).get();
  }
}
