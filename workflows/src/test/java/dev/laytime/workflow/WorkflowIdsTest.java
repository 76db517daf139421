package dev.laytime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.ImageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowIdsTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/org/app:1,     copy/ghcr.io/org/app:1",
    "alpine,                copy/docker.io/library/alpine:latest",
    "oci:/srv/x:1,          copy/oci:/srv/x:1",
    "oci-archive:/srv/x.tar:1, copy/oci-archive:/srv/x.tar:1",
  })
  void nameTheTarget(String target, String id) {
    assertThat(WorkflowIds.copy(ImageLocation.parse(target))).isEqualTo(id);
  }

  @Test
  void areTheSameForATagWithAndWithoutADigestBecauseBothWriteTheTag() {
    assertThat(WorkflowIds.copy(ImageLocation.parse("ghcr.io/org/app:1@" + DIGEST)))
        .isEqualTo("copy/ghcr.io/org/app:1");
    assertThat(WorkflowIds.copy(ImageLocation.parse("oci:/srv/x:1@" + DIGEST)))
        .isEqualTo("copy/oci:/srv/x:1");
    assertThat(WorkflowIds.copy(ImageLocation.parse("ghcr.io/org/app@" + DIGEST)))
        .isEqualTo("copy/ghcr.io/org/app@" + DIGEST);
  }

  @Test
  void hashATargetThatIsTooLong() {
    ImageLocation target = ImageLocation.parse("ghcr.io/" + "a".repeat(255) + ":1");
    assertThat(WorkflowIds.copy(target)).startsWith("copy/sha256-").hasSize(76);
  }
}
