package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesApiCredentialsTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://k8s.example.com:6443", certificate-authority-data: Y2E=}}]
      users: [{name: u, user: {token: s3cret}}]
      contexts: [{name: here, context: {cluster: c, user: u}}]
      current-context: here
      """;

  @Test
  void sayWhereTheServerIsAndWhatProvesItAndUs() throws IOException {
    Config config = new KubernetesApiCredentials(GOOD).of(null);

    assertThat(config.getMasterUrl()).startsWith("https://k8s.example.com:6443");
    assertThat(config.getCaCertData()).isEqualTo("Y2E=");
    assertThat(config.getOauthToken()).isEqualTo("s3cret");
    assertThat(new KubernetesApiCredentials(GOOD).of("here").getOauthToken()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{token: s3cret} | {token: s3cret, exec: {command: /bin/sh}} | would run a program",
        "{token: s3cret} | {token: s3cret, auth-provider: {name: gcp}} | would run a program",
        "{token: s3cret} | {tokenFile: /run/secrets/token} | has a user with tokenFile",
        "{token: s3cret} | {client-certificate: /a, client-key: /b} | has a user with tokenFile",
        "{token: s3cret} | {username: s3cret, password: s3cret} | has a user with tokenFile",
        "{token: s3cret} | {token: s3cret, as: admin} | has a user with tokenFile",
        "https:// | http:// | no https:// address",
        "https:// | https://s3cret@ | no https:// address",
        "certificate-authority-data: Y2E= | insecure-skip-tls-verify: true | does not check",
        "certificate-authority-data: Y2E= | certificate-authority: /etc/ca | leave them out",
        "certificate-authority-data: Y2E= | proxy-url: http://127.0.0.1:1 | leave them out",
        "certificate-authority-data: Y2E= | tls-server-name: other | leave them out",
        "current-context: here | current-context: there | has no context that it names",
        "cluster: c, | cluster: d, | has no cluster that it names",
        "user: u} | user: v} | has no user that it names",
        "kind: Config | kind: {s3cret | is none",
      })
  void areRefusedWhereTheySayMoreThanThat(String good, String bad, String why) {
    String text = GOOD.replace(good, bad);

    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> new KubernetesApiCredentials(text).of(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }
}
