package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laytime.image.Platform;
import java.util.List;

/** What an image is for. */
public enum ImageBuilderArchitecture {
  @JsonProperty("arm64")
  ARM64("linux/arm64"),

  @JsonProperty("amd64")
  AMD64("linux/amd64"),

  /** An index of two. */
  @JsonProperty("both")
  BOTH("linux/amd64", "linux/arm64");

  private final List<Platform> platforms;

  ImageBuilderArchitecture(String... platforms) {
    this.platforms = List.of(platforms).stream().map(Platform::parse).toList();
  }

  List<Platform> platforms() {
    return platforms;
  }

  /** What image-operator called the Jobs of an object, in its order. */
  List<String> jobs(String name) {
    return platforms.stream()
        .map(platform -> "buildah-job-%s-%s".formatted(name, platform.architecture()))
        .toList();
  }
}
