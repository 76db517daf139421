package dev.laytime.worker.configuration;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads {@code laytime.yaml} into the environment, below {@code laytime}, and refuses unknown keys.
 *
 * <p>The command line outranks the environment, the environment outranks the file. It runs right
 * after logging is set up and not as an environment post-processor before that, so that what it
 * refuses is told in our form alone.
 */
public final class ConfigurationFile
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final String DEFAULT_NAME = "laytime.yaml";
  private static final String HINT = "docs/reference/configuration.md lists every key";

  private final Path directory;

  /**
   * Looks for the file.
   *
   * @param directory where the default file is looked for, and what a relative path starts at
   */
  public ConfigurationFile(Path directory) {
    this.directory = directory;
  }

  /**
   * What a worker would be told, for who is none and has no application context.
   *
   * @param environment in place of the process's own
   * @param directory where the default file is looked for, and what a relative path starts at
   * @throws RefusedToStartException as {@link #addTo} does
   * @throws org.springframework.boot.context.properties.bind.BindException if a value is not of its
   *     form
   */
  public static LaytimeProperties properties(Map<String, String> environment, Path directory) {
    StandardEnvironment read = new StandardEnvironment();
    read.getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.copyOf(environment)));
    new ConfigurationFile(directory).addTo(read);
    return Binder.get(read)
        .bindOrCreate(KnownKeys.ROOT.toString(), Bindable.of(LaytimeProperties.class));
  }

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    addTo(event.getEnvironment());
  }

  /**
   * Adds the file's keys to an environment.
   *
   * @throws RefusedToStartException if a file that was named is not there, is not YAML, or if any
   *     key is unknown
   */
  void addTo(ConfigurableEnvironment environment) {
    String named = environment.getProperty("laytime.config", "");
    Path file = directory.resolve(named.isBlank() ? DEFAULT_NAME : named);
    // A worker of one's own starts in whatever directory its caller stands in.
    boolean lookedFor = !environment.acceptsProfiles(Profiles.of("embedded"));
    if (!named.isBlank() || (lookedFor && Files.exists(file))) {
      environment
          .getPropertySources()
          .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, read(file));
    }
    refuseUnknownKeys(environment);
  }

  private static PropertySource<?> read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw refused(file, "there is no such file, or it cannot be read", null);
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    for (PropertySource<?> document : parse(file)) {
      for (String key : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
        Origin origin = OriginLookup.getOrigin(document, key);
        keys.put(
            KnownKeys.ROOT + "." + key, OriginTrackedValue.of(document.getProperty(key), origin));
      }
    }
    // Paths in the file start where it is, also where nobody named it.
    keys.put(KnownKeys.ROOT + ".config", file.toAbsolutePath().toString());
    return new OriginTrackedMapPropertySource(file.toString(), keys, true);
  }

  private static List<PropertySource<?>> parse(Path file) {
    try {
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
      if (documents.size() > 1) {
        throw refused(file, "it has %d documents, expected one".formatted(documents.size()), null);
      }
      return documents;
    } catch (IOException | YAMLException e) {
      throw refused(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** The environment's own variables may be called what they like: only what is ours is checked. */
  private static void refuseUnknownKeys(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> keys && !ofTheSystem(source)) {
        for (String key : keys.getPropertyNames()) {
          refuseUnknownKey(source, key);
        }
      }
    }
  }

  private static void refuseUnknownKey(PropertySource<?> source, String key) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
    if (KnownKeys.ROOT.isAncestorOf(name)) {
      Object value = source.getProperty(key);
      KnownKeys.problem(name, String.valueOf(value))
          .or(() -> value == null ? Optional.empty() : QuotedText.problem(name, value))
          .ifPresent(problem -> {
            throw new RefusedToStartException(
                "read the configuration", problem + place(source, key), HINT);
          });
    }
  }

  private static String place(PropertySource<?> source, String key) {
    Origin origin = OriginLookup.getOrigin(source, key);
    return origin == null ? "" : " (" + origin + ")";
  }

  private static boolean ofTheSystem(PropertySource<?> source) {
    return source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
  }

  private static RefusedToStartException refused(Path file, String why, @Nullable Throwable cause) {
    return new RefusedToStartException("read " + file, why, HINT, cause);
  }
}
