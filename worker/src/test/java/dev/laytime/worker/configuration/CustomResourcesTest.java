package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.OwnKindSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CustomResourcesTest {

  private static final String KEY = "laytime.custom-resources.";
  private static final String GIT = "https://git.example.com/shop/**";

  @Test
  void areOffUntilSomebodyEnablesThem() {
    assertThat(bind(Map.of()).ledgerSettings().ownKinds()).isEqualTo(OwnKindSettings.OFF);
  }

  @Test
  void areInTheOnlyCluster() {
    LaytimeProperties properties =
        bind(
            Map.of(
                KEY + "enabled",
                "true",
                KEY + "namespace",
                "laytime",
                KEY + "tenants[0].namespace",
                "shop",
                KEY + "tenants[0].prefixes[0]",
                "reg.example.com/shop",
                "laytime.dry-run",
                "true",
                "laytime.sources[0].name",
                "live",
                "laytime.sources[0].cluster.kubeconfig",
                "k",
                "laytime.sources[1].name",
                "files",
                "laytime.sources[1].directory",
                "d"));

    assertThat(properties.ownKindsCluster().requiredName()).isEqualTo("live");
    OwnKindSettings ownKinds = properties.ledgerSettings().ownKinds();
    assertThat(ownKinds.counted()).isTrue();
    assertThat(ownKinds.dryRun()).isTrue();
    assertThat(ownKinds.judgedBy("shop/release"))
        .isEqualTo("source=null namespace=laytime tenant=shop prefixes=reg.example.com/shop");
    assertThat(properties.customResources().interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(properties.customResources().tenants())
        .singleElement()
        .satisfies(tenant -> {
          assertThat(tenant.requiredNamespace()).isEqualTo("shop");
          assertThat(tenant.repositories())
              .containsExactly(RepositoryPrefix.parse("reg.example.com/shop"));
        });
  }

  @Test
  void areJudgedByWhatIsSaidOfTheirOwnNamespaceAlone() {
    String before = judgedBy("shop/release", shop());

    assertThat(judgedBy("shop/release", with(shop(), "tenants[1].namespace", "till")))
        .isEqualTo(before);
    assertThat(judgedBy("shop/release", with(shop(), "tenants[0].secrets[0]", "git")))
        .as("no path has a Secret read")
        .isEqualTo(before);
    assertThat(judgedBy("shop/release", with(shop(), "tenants[0].prefixes[1]", "r.io/shop")))
        .isNotEqualTo(before);
    assertThat(judgedBy("shop/release", with(shop(), "tenants[0].promotions.to[0]", "prod")))
        .isEqualTo(before + " to=prod");
    assertThat(judgedBy("shop/app", with(shop(), "tenants[0].builds.git[0]", GIT)))
        .isEqualTo(before + " build-git=%s build-strategies=jib builds-per-hour=10".formatted(GIT));
    assertThat(judgedBy("shop/app", with(shop(), "tenants[0].builds.per-hour", "5")))
        .as("who may fetch nothing builds nothing")
        .isEqualTo(before);
    assertThat(judgedBy("shop/release", with(shop(), "namespace", "platform")))
        .isNotEqualTo(before);
    assertThat(judgedBy("laytime/release", with(shop(), "tenants[1].namespace", "till")))
        .isEqualTo(judgedBy("laytime/release", shop()))
        .isNotEqualTo(before);
  }

  @Test
  void areJudgedByTheSameInWhateverOrderItIsSaid() {
    Map<String, String> one = with(shop(), "tenants[0].promotions.to[0]", "prod");
    Map<String, String> other = with(shop(), "tenants[0].promotions.to[0]", "eu");

    assertThat(judgedBy("shop/release", with(one, "tenants[0].promotions.to[1]", "eu")))
        .isEqualTo(judgedBy("shop/release", with(other, "tenants[0].promotions.to[1]", "prod")));
  }

  private static Map<String, String> shop() {
    return Map.of("tenants[0].namespace", "shop", "tenants[0].prefixes[0]", "reg.example.com/shop");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(key, value);
    if (key.equals("tenants[1].namespace")) {
      all.put("tenants[1].prefixes[0]", "reg.example.com/till");
    }
    return all;
  }

  private static String judgedBy(String object, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put(KEY + "enabled", "true");
    all.put(KEY + "namespace", "laytime");
    all.put("laytime.sources[0].name", "live");
    all.put("laytime.sources[0].cluster.kubeconfig", "k");
    settings.forEach((key, value) -> all.put(KEY + key, value));
    return bind(all).ledgerSettings().ownKinds().judgedBy(object);
  }

  @Test
  void countForAllInTheWorkersNamespaceUnlessItIsATenants() {
    CustomResourcesProperties properties =
        bind(Map.of(
                KEY + "enabled",
                "true",
                KEY + "tenants[0].namespace",
                "shop",
                KEY + "tenants[0].prefixes[0]",
                "reg.example.com/shop",
                "laytime.sources[0].name",
                "here",
                "laytime.sources[0].cluster.in-cluster",
                "true"))
            .customResources();

    assertThat(properties.platform(Optional.of("laytime"))).isEqualTo("laytime");
    assertThatThrownBy(() -> properties.platform(Optional.of("shop")))
        .hasMessageContaining("'shop' is custom-resources.namespace");
    assertThatThrownBy(() -> properties.platform(Optional.empty()))
        .hasMessageContaining("in which this worker runs");
  }

  @Test
  void leadNowhereInsideUntilSomebodySaysSo() {
    LaytimeProperties properties =
        bind(
            Map.of(
                KEY + "tenants[0].namespace",
                "shop",
                KEY + "tenants[0].prefixes[0]",
                "reg.example.com/shop",
                KEY + "tenants[1].namespace",
                "till",
                KEY + "tenants[1].prefixes[0]",
                "reg.example.com/till",
                KEY + "tenants[1].private-addresses",
                "true"));

    assertThat(properties.customResources().namespacesInside()).containsExactly("till");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every=3s | custom-resources.namespace: expected the platform team's namespace",
        "source=other | custom-resources.source: expected the name of a source with a cluster",
        "every=10 | custom-resources.every: expected a time with its unit",
        "tenants[0].prefixes[0]=r.example.com | custom-resources.tenants.namespace: expected",
        "tenants[0].namespace=Shop,tenants[0].prefixes[0]=r.example.com | not 'Shop'",
        "tenants[0].namespace=shop | custom-resources.tenants.prefixes: expected at least one",
        "tenants[0].namespace=shop,tenants[0].prefixes[0]=https://x | tenants.prefixes: ",
        "tenants[0].namespace=shop,tenants[0].prefixes[0]=r.io/a,tenants[1].namespace=shop,"
            + "tenants[1].prefixes[0]=r.io/b | expected each namespace once, not 'shop' twice",
        "namespace=shop,tenants[0].namespace=shop,tenants[0].prefixes[0]=r.io/a | is"
            + " custom-resources.namespace, whose objects",
      })
  void areRefusedWithWhatIsWrong(String settings, String why) {
    Map<String, String> all = new HashMap<>();
    all.put(KEY + "enabled", "true");
    all.put("laytime.sources[0].name", "live");
    all.put("laytime.sources[0].cluster.kubeconfig", "k");
    for (String setting : settings.split(",", -1)) {
      all.put(
          KEY + setting.substring(0, setting.indexOf('=')),
          setting.substring(setting.indexOf('=') + 1));
    }

    assertThatThrownBy(() -> bind(all)).rootCause().hasMessageContaining(why.strip());
  }

  private static LaytimeProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("laytime", LaytimeProperties.class);
  }
}
