package dev.laytime.activities.registry.cloud;

import java.net.URI;
import java.util.Optional;

/** Where AWS's services are: at their usual hosts, or where its variables say. */
final class AwsEndpoints {

  private AwsEndpoints() {}

  /**
   * One of them.
   *
   * @param service as variables spell it, as in {@code ECR}
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">AWS
   *     SDKs, service-specific endpoints</a>
   */
  static URI of(String service, String host, CloudEnvironment environment) {
    boolean ignored =
        environment
            .variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
            .filter("true"::equalsIgnoreCase)
            .isPresent();
    Optional<String> configured =
        ignored
            ? Optional.empty()
            : environment
                .variable("AWS_ENDPOINT_URL_" + service)
                .or(() -> environment.variable("AWS_ENDPOINT_URL"));
    return URI.create(configured.orElse("https://" + host).replaceFirst("/*$", "/"));
  }
}
