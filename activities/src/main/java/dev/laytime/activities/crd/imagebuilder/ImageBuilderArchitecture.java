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

  List<Platform> platforms() {
    Platform amd64 = Platform.parse("linux/amd64");
    Platform arm64 = Platform.parse("linux/arm64");
    return switch (this) {
      case ARM64 -> List.of(arm64);
      case AMD64 -> List.of(amd64);
      case BOTH -> List.of(amd64, arm64);
    };
  }

  /** What image-operator called the Jobs of an object, in its order. */
  List<String> jobs(String name) {
    return platforms().stream()
        .map(platform -> "buildah-job-%s-%s".formatted(name, platform.architecture()))
        .toList();
  }
}
