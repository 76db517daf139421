package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.configuration.LaytimeProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Where what builders leave stays. */
class FullWorkshopsTest {

  private final Map<String, String> settings =
      new HashMap<>(
          Map.ofEntries(
              Map.entry("laytime.stages[0].name", "dev"),
              Map.entry("laytime.stages[0].prefix", "reg.test/dev"),
              Map.entry("laytime.stages[1].name", "prod"),
              Map.entry("laytime.stages[1].prefix", "reg.test/prod"),
              Map.entry("laytime.builds[0].name", "shop"),
              Map.entry("laytime.builds[0].images.repositories[0]", "reg.test/dev/**"),
              Map.entry("laytime.builds[0].git.url", "https://git.test/shop.git"),
              Map.entry("laytime.builds[0].refs[0].tag", "v{tag}"),
              Map.entry("laytime.builds[0].allow.tags[0]", "v*")));

  @Test
  void isSaidOfEachStageThatIsBuiltForAndOnlyObserves() {
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("stage dev", "reg.test/dev/laytime-build/**");
  }

  @Test
  void isNothingWhereItIsRemoved() {
    settings.put("laytime.stages[0].deletion", "enabled");
    assertThat(warnings()).isEmpty();
    settings.put("laytime.dry-run", "true");
    assertThat(warnings()).hasSize(1);
  }

  private List<String> warnings() {
    return FullWorkshops.warnings(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
