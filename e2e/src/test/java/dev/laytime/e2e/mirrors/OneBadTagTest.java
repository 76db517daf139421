package dev.laytime.e2e.mirrors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PollReport;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One image among five hundred cannot be copied. */
@ExtendWith(ProvingGround.class)
final class OneBadTagTest {

  private static final int TAGS = Integer.getInteger("mirror.tags", 500);
  private static final String NAME = "one-bad";
  private static final String BAD = "1.77.0";

  @Test
  void stopsNoneOfTheOthersAndIsNotForgotten(Workspace workspace) {
    Site site = Site.start(workspace);
    List<String> tags = IntStream.range(0, TAGS).mapToObj("1.%d.0"::formatted).toList();
    Map<String, Digest> published = site.publish(NAME, tags);
    String bad = Objects.requireNonNull(published.get(BAD)).value();
    site.source()
        .behave(
            Fault.to(
                seen -> seen.method().equals("GET") && seen.target().endsWith(bad),
                new Fault.Spoil(Fault.Body.WRONG)));
    MirrorSchedule poller = site.mirror(NAME, "tags: {semver: [\">=1\"]}");
    site.work();

    PollReport report = poller.first().getResult(PollReport.class);
    assertThat(report.count().troubles()).isEqualTo(1);
    assertThat(report.count().causes()).singleElement().asString().contains(BAD);
    published.forEach((tag, digest) -> {
      if (!tag.equals(BAD)) {
        assertThat(site.probe().digest(site.kept(NAME, tag))).contains(digest.value());
      }
    });
    assertThat(site.probe().has(site.kept(NAME, BAD))).isFalse();

    site.source().behave(Fault.NONE);
    assertThat(poller.once().count().troubles()).isZero();
    assertThat(site.probe().digest(site.kept(NAME, BAD))).contains(bad);
  }
}
