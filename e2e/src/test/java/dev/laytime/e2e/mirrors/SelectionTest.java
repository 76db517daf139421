package dev.laytime.e2e.mirrors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which tags are copied, what they are called, and what becomes of what was there. */
@ExtendWith(ProvingGround.class)
final class SelectionTest {

  @Test
  void copiesWhatIsSelectedAndOverwritesAsItIsTold(Workspace workspace) {
    Site site = Site.start(workspace);
    site.publish(
        "chosen",
        List.of(
            "1.0.0", "1.1.0", "v1.2.0", "1.3.0-debug", "1.3.0", "2.0.0", "1.4.0-rc1", "latest"));
    Digest first = site.publish("moved", "stable");
    Digest released = site.publish("kept", "1.0.0");
    MirrorSchedule chosen =
        site.mirror(
            "chosen",
            "tags: {semver: [\">=1 <2\"], deny: {glob: [\"*-debug\"]}, newest: {count: 2}}");
    MirrorSchedule moved =
        site.mirror(
            "moved",
            "tags: {exact: [stable]}",
            "as: prod",
            "overwrite: always",
            "backup: \"{tag}-{digest}\"");
    MirrorSchedule kept = site.mirror("kept", "tags: {semver: [\">=1\"]}", "overwrite: never");
    site.work();

    List.of(chosen, moved, kept).forEach(poller -> poller.first().getResult(Object.class));
    assertThat(
            List.of("1.0.0", "1.1.0", "v1.2.0", "1.3.0-debug", "1.3.0", "2.0.0", "latest").stream()
                .filter(tag -> site.probe().has(site.kept("chosen", tag))))
        .containsExactly("v1.2.0", "1.3.0");
    assertThat(site.probe().digest(site.kept("moved", "prod"))).contains(first.value());
    assertThat(site.probe().has(site.kept("moved", "stable"))).isFalse();

    Digest second = site.publish("moved", "stable");
    site.publish("kept", "1.0.0");
    moved.once();
    kept.once();
    assertThat(site.probe().digest(site.kept("moved", "prod"))).contains(second.value());
    assertThat(site.probe().digest(site.kept("moved", "prod-" + first.abbreviated())))
        .as("what it was before")
        .contains(first.value());
    assertThat(site.probe().digest(site.kept("kept", "1.0.0")))
        .as("what moved at the source is not followed")
        .contains(released.value());
  }
}
