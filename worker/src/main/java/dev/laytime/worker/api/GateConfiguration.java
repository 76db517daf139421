package dev.laytime.worker.api;

import dev.laytime.worker.configuration.ApproverProperties;
import dev.laytime.worker.configuration.BuildAccessProperties;
import dev.laytime.worker.configuration.IdentitySettings;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.PromotionAccessProperties;
import dev.laytime.worker.configuration.StageProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.SeenSignatures;
import dev.laytime.worker.process.StateDirectory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  /** Whoever may ask for promotions, and for nothing else. */
  @Bean
  ScopedAccess promotionAccess(LaytimeProperties properties, SeenSignatures seen) {
    PromotionAccessProperties settings = properties.api().promotions();
    List<ScopedAccess.Token> tokens = new ArrayList<>();
    for (PromotionAccessProperties.Token token : settings.tokens()) {
      Grant grant = Grant.of(token.paths(), token.actions());
      tokens.add(
          new ScopedAccess.Token(
              new Caller("token " + token.requiredName(), null, List.of(grant), null),
              WriteAccess.by(
                  properties.resolve(token.requiredFile()), "laytime.api.promotions.tokens")));
    }
    PromotionAccessProperties.Hmac hmac = settings.hmac();
    return ScopedAccess.toPromotions(
        tokens,
        hmac == null
            ? null
            : new Signatures(
                TokenFile.read(
                    properties.resolve(hmac.requiredFile()),
                    "laytime.api.promotions.hmac.secret-file"),
                Grant.of(hmac.paths(), hmac.actions()),
                seen,
                InstantSource.system()),
        settings.oidc().stream()
            .map(oidc ->
                identities(oidc.identity(), Grant.of(oidc.paths(), oidc.actions()), properties))
            .toList(),
        statements(properties));
  }

  /** Whoever may order builds, and nothing else. */
  @Bean
  ScopedAccess buildAccess(LaytimeProperties properties) {
    BuildAccessProperties settings = properties.api().builds();
    return ScopedAccess.toBuilds(
        settings.tokens().stream()
            .map(token ->
                new ScopedAccess.Token(
                    new Caller(
                        "token " + token.requiredName(),
                        null,
                        List.of(Grant.of(token.rules(), Set.of())),
                        null),
                    WriteAccess.by(
                        properties.resolve(token.requiredFile()), "laytime.api.builds.tokens")))
            .toList(),
        settings.oidc().stream()
            .map(oidc -> identities(oidc.identity(), Grant.of(oidc.rules(), Set.of()), properties))
            .toList());
  }

  private static @Nullable SignedStatements statements(LaytimeProperties properties) {
    Map<String, Path> approvers = new HashMap<>();
    for (ApproverProperties approver : properties.approvers()) {
      approvers.put(approver.requiredName(), properties.resolve(approver.requiredFile()));
    }
    return approvers.isEmpty() ? null : new SignedStatements(approvers, InstantSource.system());
  }

  private static IdentityTokens identities(
      IdentitySettings settings, Grant grant, LaytimeProperties properties) {
    String file = settings.jwksFile();
    return new IdentityTokens(
        settings, grant, IssuerKeys.of(settings, file == null ? null : properties.resolve(file)));
  }

  @Bean
  ApiGate apiGate(
      WriteAccess access,
      EventsAccess events,
      List<ScopedAccess> scoped,
      Environment environment,
      JsonMapper json) {
    InetAddress address = environment.getRequiredProperty("server.address", InetAddress.class);
    return new ApiGate(access, events, scoped, address.isLoopbackAddress(), json);
  }
}
