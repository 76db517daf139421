package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laytime.image.Platform;
import java.util.List;

/** What an image is for. */
public enum ImageBuilderArchitecture {
  @JsonProperty("arm64")
  ARM64,

  @JsonProperty("amd64")
  AMD64,

  /** An index of two. */
  @JsonProperty("both")
  BOTH;

  private static final Platform ON_AMD64 = Platform.parse("linux/amd64");
  private static final Platform ON_ARM64 = Platform.parse("linux/arm64");

  List<Platform> platforms() {
    return switch (this) {
      case ARM64 -> List.of(ON_ARM64);
      case AMD64 -> List.of(ON_AMD64);
      case BOTH -> List.of(ON_AMD64, ON_ARM64);
    };
  }

  /** What image-operator called the Jobs of an object, in its order. */
  List<String> jobs(String name) {
    return platforms().stream()
        .map(platform -> "buildah-job-%s-%s".formatted(name, platform.architecture()))
        .toList();
  }
}
