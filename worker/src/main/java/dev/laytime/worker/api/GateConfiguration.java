package dev.laytime.worker.api;

import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.StageProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.process.StateDirectory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import tools.jackson.databind.json.JsonMapper;

/** Who may write, and the gate that asks. */
@Configuration(proxyBeanMethods = false)
public class GateConfiguration {

  private static final String KEY = "laytime.api.token-file";

  /** A worker of one's own makes its token: whoever can read its state may write. */
  @Bean
  WriteAccess writeAccess(
      LaytimeProperties properties, ObjectProvider<StateDirectory> state, Environment environment) {
    String configured = properties.api().tokenFile();
    if (configured != null) {
      return WriteAccess.by(properties.resolve(configured), KEY);
    }
    StateDirectory ours = state.getIfAvailable();
    if (ours == null || !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))) {
      return WriteAccess.off();
    }
    Path token = ours.path().resolve("token");
    TokenFile.makeIfMissing(token);
    return WriteAccess.by(token, KEY);
  }

  /** Each stage's registry has a token of its own, with which nothing else can be written. */
  @Bean
  EventsAccess eventsAccess(LaytimeProperties properties) {
    Map<String, WriteAccess> stages = new HashMap<>();
    for (StageProperties stage : properties.stages()) {
      String file = stage.eventsTokenFile();
      if (file != null) {
        String key = "events-token-file of stage " + stage.requiredName();
        stages.put(stage.requiredName(), WriteAccess.by(properties.resolve(file), key));
      }
    }
    return new EventsAccess(stages);
  }

  @Bean
  ApiGate apiGate(
      WriteAccess access, EventsAccess events, Environment environment, JsonMapper json) {
    InetAddress address = environment.getRequiredProperty("server.address", InetAddress.class);
    return new ApiGate(access, events, address.isLoopbackAddress(), json);
  }
}
