package dev.laytime.worker.configuration;

import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.MissingRepositories;
import dev.laytime.activities.registry.cloud.Cloud;
import dev.laytime.activities.registry.cloud.CloudLogins;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The token of a cloud as the login of a registry. */
final class CloudLogin {

  private static final String PUBLIC = "public.ecr.aws";

  private CloudLogin() {}

  /**
   * @param login as configured; null for none
   * @param other whether there is a login of another kind
   * @throws IllegalArgumentException if that is no cloud's, or not that of the host: a token is for
   *     its own cloud's registries and no other
   */
  static void check(
      @Nullable String host, @Nullable String login, boolean other, boolean creating) {
    if (login != null) {
      if (other) {
        throw new IllegalArgumentException(
            "login: expected without username and pull-secret, or one of them without it");
      }
      Cloud cloud = cloud(login);
      if (!cloud.has(String.valueOf(host))) {
        throw new IllegalArgumentException(
            "login: expected with a host like %s, not '%s': what %s gives goes to no other"
                .formatted(cloud.example(), host, login));
      }
    }
    boolean creates = login != null && cloud(login) == Cloud.ECR && !PUBLIC.equals(host);
    if (creating && !creates) {
      throw new IllegalArgumentException(
          "create-repositories: expected only with `login: ecr`, and not for public.ecr.aws");
    }
  }

  static Credentials credentials(String login, String host, @Nullable URI endpoint) {
    return logins().required(cloud(login), host, endpoint);
  }

  /** Google's for a host of its own, if this process has one. */
  static Credentials ifAny(Cloud cloud, String host) {
    return logins().ifAny(cloud, host, null);
  }

  static @Nullable MissingRepositories creating(String host) {
    return logins().repositories(host).orElse(null);
  }

  private static CloudLogins logins() {
    return CloudLogins.fromEnvironment(System.getenv());
  }

  private static Cloud cloud(String login) {
    return Cloud.named(login)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "login: expected one of %s, not '%s'"
                    .formatted(
                        Arrays.stream(Cloud.values())
                            .map(Cloud::text)
                            .collect(Collectors.joining(", ")),
                        login)));
  }
}
