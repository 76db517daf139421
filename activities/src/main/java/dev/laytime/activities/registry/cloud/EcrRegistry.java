package dev.laytime.activities.registry.cloud;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private registry of Amazon's ECR, as its host says.
 *
 * @param account that owns it
 * @param region where it is
 * @param fips whether it is asked at its FIPS endpoints
 * @param domain of the services there
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/ecr.html">Amazon ECR endpoints</a>
 */
record EcrRegistry(String account, String region, boolean fips, String domain) {

  static final Pattern HOST =
      Pattern.compile(
          "([0-9]{12})\\.dkr[.-]ecr(-fips)?\\.([a-z0-9-]+)"
              + "\\.(amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|on\\.aws"
              + "|on\\.amazonwebservices\\.com\\.cn)");

  /** Empty for a host that is none. */
  static Optional<EcrRegistry> of(String host) {
    Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
    return parts.matches()
        ? Optional.of(
            new EcrRegistry(
                parts.group(1), parts.group(3), parts.group(2) != null, domain(parts.group(4))))
        : Optional.empty();
  }

  /** The host of its API. */
  String api() {
    return "%s.%s.%s".formatted(fips ? "ecr-fips" : "api.ecr", region, domain);
  }

  /** The host that gives keys for it. */
  String sts() {
    return "sts.%s.%s".formatted(region, domain);
  }

  private static String domain(String suffix) {
    return switch (suffix) {
      case "on.aws" -> "amazonaws.com";
      case "on.amazonwebservices.com.cn" -> "amazonaws.com.cn";
      default -> suffix;
    };
  }
}
