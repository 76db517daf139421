package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.configuration.LaytimeProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What nothing lets through of what builds ask for. */
class UnsignedBuildsTest {

  private static final String GATE = "laytime.promotions[0].gates[0].attested.";

  private final Map<String, String> settings =
      new HashMap<>(
          Map.ofEntries(
              Map.entry("laytime.stages[0].name", "dev"),
              Map.entry("laytime.stages[0].prefix", "reg.test/dev"),
              Map.entry("laytime.stages[1].name", "prod"),
              Map.entry("laytime.stages[1].prefix", "reg.test/prod"),
              Map.entry("laytime.verifiers[0].name", "ours"),
              Map.entry("laytime.verifiers[0].key-file", "ours.pub"),
              Map.entry("laytime.promotions[0].name", "to-prod"),
              Map.entry("laytime.promotions[0].from", "dev"),
              Map.entry("laytime.promotions[0].to", "prod"),
              Map.entry(GATE + "verifier", "ours"),
              Map.entry(GATE + "predicate-type", "https://cyclonedx.org/bom"),
              Map.entry("laytime.builds[0].name", "shop"),
              Map.entry("laytime.builds[0].images.repositories[0]", "reg.test/dev/shop"),
              Map.entry("laytime.builds[0].git.url", "https://git.test/shop.git"),
              Map.entry("laytime.builds[0].refs[0].tag", "v{tag}"),
              Map.entry("laytime.builds[0].allow.tags[0]", "v*"),
              Map.entry("laytime.builds[0].after.promote", "prod")));

  @Test
  void isSaidOfAGateForStatementsThatNobodySigns() {
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("build rule shop", "stage prod", "path to-prod", "attestations.key-file");
  }

  @Test
  void isNothingWhereTheyAreSigned() {
    settings.put("laytime.attestations.key-file", "key");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void isNothingWhereNoSuchGateStandsInTheirWay() {
    settings.put(GATE + "predicate-type", "https://example.com/tested");
    assertThat(warnings()).as("somebody else's statement").isEmpty();
    settings.put(GATE + "predicate-type", "https://slsa.dev/provenance/v1");
    settings.remove("laytime.builds[0].after.promote");
    assertThat(warnings()).as("nothing is promoted").isEmpty();
  }

  private List<String> warnings() {
    return UnsignedBuilds.warnings(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
