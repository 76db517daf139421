package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;
import java.net.URI;

/** Where a registry's tags are listed. */
public enum TagApi {
  /** As the distribution-spec says. */
  OCI,

  /** By Quay's own API, at the registry's host. */
  QUAY,

  /** By Docker Hub's own API, at a host of its own. */
  DOCKER_HUB,

  /** By the API of Amazon's public gallery, at a host of its own. */
  ECR_PUBLIC;

  private static final URI HUB = URI.create("https://hub.docker.com");
  private static final URI GALLERY = URI.create("https://api.us-east-1.gallery.ecr.aws");

  /** Where the API is of a registry that is not said to be elsewhere. */
  Endpoint at(Endpoint registry) {
    return switch (this) {
      case OCI, QUAY -> registry;
      case DOCKER_HUB -> elsewhere(registry, HUB);
      case ECR_PUBLIC -> elsewhere(registry, GALLERY);
    };
  }

  /** Files for TLS are the registry's own, and shown nowhere else. */
  private static Endpoint elsewhere(Endpoint registry, URI base) {
    return new Endpoint(registry.registry(), base, base.getAuthority(), TlsFiles.NONE);
  }

  TagLister lister(Repository repository, VendorApi api) {
    return switch (this) {
      case OCI -> throw new IllegalStateException("The registry itself lists its tags");
      case QUAY -> new QuayTags(repository, api);
      case DOCKER_HUB -> new DockerHubTags(repository, api);
      case ECR_PUBLIC -> new EcrPublicTags(repository, api);
    };
  }
}
