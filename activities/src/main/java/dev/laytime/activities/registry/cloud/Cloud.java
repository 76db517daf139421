package dev.laytime.activities.registry.cloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Clouds whose registries take a token for a password, by the hosts that these have. */
public enum Cloud {
  /** Amazon's, private and public. */
  ECR(Pattern.compile("public\\.ecr\\.aws|" + EcrRegistry.HOST.pattern()), "public.ecr.aws"),
  /** Google's Artifact Registry, and Container Registry before it. */
  GOOGLE(Pattern.compile("([a-z0-9-]+\\.)+pkg\\.dev|([a-z0-9-]+\\.)*gcr\\.io"), "*.pkg.dev"),
  /** Azure's. */
  ACR(Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.azurecr\\.(io|cn|us)"), "REGISTRY.azurecr.io");

  private final Pattern hosts;
  private final String example;

  Cloud(Pattern hosts, String example) {
    this.hosts = hosts;
    this.example = example;
  }

  /** The cloud of that name in configuration. */
  public static Optional<Cloud> named(String name) {
    return Arrays.stream(values()).filter(cloud -> cloud.text().equals(name)).findFirst();
  }

  /** The cloud whose registry a host is; empty for any other. */
  public static Optional<Cloud> of(String host) {
    return Arrays.stream(values()).filter(cloud -> cloud.has(host)).findFirst();
  }

  /** Whether a host is a registry of this cloud. */
  public boolean has(String host) {
    return hosts.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** As configuration has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its hosts look like, for people. */
  public String example() {
    return example;
  }
}
