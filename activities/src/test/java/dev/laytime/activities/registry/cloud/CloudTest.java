package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudTest {

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com, ECR",
    "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com, ECR",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn, ECR",
    "123456789012.dkr-ecr.eu-west-1.on.aws, ECR",
    "public.ecr.aws, ECR",
    "europe-west4-docker.pkg.dev, GOOGLE",
    "EUROPE-docker.pkg.dev, GOOGLE",
    "gcr.io, GOOGLE",
    "eu.gcr.io, GOOGLE",
    "team.azurecr.io, ACR",
    "team.azurecr.cn, ACR",
  })
  void knowsTheHostsOfEachCloud(String host, Cloud cloud) {
    assertThat(Cloud.of(host)).isEqualTo(Optional.of(cloud));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "quay.io",
        "pkg.dev",
        "evil-pkg.dev",
        "evilgcr.io",
        "gcr.io.evil.test",
        "europe-docker.pkg.dev.evil.test",
        "europe-docker.pkg.dev:444",
        "azurecr.io",
        "team.azurecr.io.evil.test",
        "x.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test",
        "123456789012.dkr.ecr.eu.west.amazonaws.com",
        "ecr.eu-west-1.amazonaws.com",
      })
  void knowsNoOtherHost(String host) {
    assertThat(Cloud.of(host)).isEmpty();
  }
}
