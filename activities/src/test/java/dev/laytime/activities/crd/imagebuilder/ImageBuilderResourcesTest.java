package dev.laytime.activities.crd.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderResources.Quantities;
import dev.laytime.build.BuildResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an object lets its build use. */
class ImageBuilderResourcesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // its limit, what it requests, what it may ask for at most, what its build may use
        "512Mi, 128Mi, 8Gi, 512Mi",
        "8Gi, 512Mi, 8Gi, 8Gi",
        "-, 512Mi, 8Gi, 2Gi",
        "-, 4Gi, 8Gi, 4Gi",
        "-, -, 8Gi, 2Gi",
        "-, -, 1Gi, 1Gi",
        "-, 512Mi, 1Gi, 1Gi",
        "-, 3Gi, 1Gi, 3Gi",
      })
  void hasNoBoundOfMemoryThatItOnlyWantsToBeSureOf(
      @Nullable String limit, @Nullable String request, String most, String memory) {
    BuildResources resources =
        ImageBuilderResources.of(
            new ImageBuilderResources(
                new Quantities(null, limit, null), new Quantities(null, request, null)),
            new BuildResources("2", most, "10Gi"));

    assertThat(resources.memory()).isEqualTo(memory);
  }

  /** A node that has no more memory than it wants to be sure of takes it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // its limit, what it requests, what its build is sure to get
        "8Gi, 512Mi, 512Mi",
        "-, 512Mi, 512Mi",
        "-, 4Gi, 4Gi",
        "1Gi, -, 1Gi",
        "1Gi, 2Gi, 1Gi",
        "1024Mi, 1Gi, 1024Mi",
        "-, -, 2Gi",
      })
  void isSureOfTheMemoryThatItRequests(
      @Nullable String limit, @Nullable String request, String sure) {
    BuildResources resources =
        ImageBuilderResources.of(
            new ImageBuilderResources(
                new Quantities(null, limit, null), new Quantities(null, request, null)),
            new BuildResources("2", "8Gi", "10Gi"));

    assertThat(resources.surely()).isEqualTo(sure);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, 50Gi", "20Gi, 20Gi", "60Gi, 60Gi"})
  void hasTheDiskThatItsNamespaceMayUseUnlessItSaysLess(@Nullable String limit, String disk) {
    BuildResources resources =
        ImageBuilderResources.of(
            new ImageBuilderResources(
                new Quantities(null, null, limit), new Quantities(null, null, "1Gi")),
            new BuildResources("2", "8Gi", "50Gi"));

    assertThat(resources.disk()).isEqualTo(disk);
  }

  @Test
  void hasWhatIsUsualWhereItSaysNothing() {
    assertThat(ImageBuilderResources.of(null, new BuildResources("2", "8Gi", "10Gi")))
        .isEqualTo(BuildResources.USUAL);
  }
}
