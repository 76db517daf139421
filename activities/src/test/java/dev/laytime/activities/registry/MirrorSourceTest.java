package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Newest;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a mirror that selects tags makes of its source: what it is, has, and lists. */
class MirrorSourceTest extends MirrorPairTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @Test
  void goesOnFromAnotherSourceWithWhatItHasOfTheFormer() throws IOException {
    SampleImages others =
        new SampleImages(OciLayout.openOrCreate(directory.resolve("up/up/other")), 7);
    Manifest same = pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    others.tag(others.image(AMD64, 100), new Tag("v1"));
    pair.targets.mirror = from("other");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(same.digest());
    assertThat(pair.at("v1").kept()).isEmpty();
    assertThat(pair.at("v1").isThere()).isTrue();
    assertThat(pair.at("v1").source().repository().path()).isEqualTo("up/other");
    assertThat(pair.at("v2").selected()).as("by nothing any more").isFalse();
    assertThat(pair.at("v2").goneSince()).as("nobody asked its source").isNull();
    assertThat(pair.at("v2").brought()).isNotNull();
  }

  @Test
  void selectsNothingOfAFormerSourceInAnotherPlace() throws IOException {
    pair.publish("v1");
    pair.poll(POLL);
    TagMirror now = from("other");
    pair.targets.mirror =
        new TagMirror(
            now.name(),
            now.source(),
            RepositoryPrefix.parse(pair.copies.address() + "/copies/other"),
            List.of(),
            now.tags(),
            now.copying(),
            now.poll());
    pair.poll(NEXT);
    assertThat(pair.at("v1").selected()).isFalse();
  }

  @Test
  void keepsWhatLeftItsSourceAndSaysSinceWhen() throws IOException {
    Manifest gone = pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    pair.unpublish("v1");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(gone.digest());
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    pair.images.tag(gone, new Tag("v1"));
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.at("v1").goneSince()).isNull();
  }

  @Test
  void keepsWhatAListingHasAndNobodyFinds() throws IOException {
    pair.publish("v1");
    pair.poll(POLL);
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.NotFound()).on(RequestMatcher.path("/manifests/v1")));
    PollCount count = pair.poll(NEXT);
    assertThat(count.causes()).singleElement().asString().contains("gone at the source");
    assertThat(count.troubles()).isZero();
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    assertThat(pair.copied("v1")).isPresent();
  }

  @Test
  void remembersWhichTagCameLater() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = new Selection(List.of(), List.of(), new Newest(1, Newest.By.FIRST_SEEN));
          return order;
        });
    pair.publish("b");
    pair.publish("c");
    pair.poll(POLL);
    assertThat(pair.copied("c")).as("of those that came together the last").isPresent();
    pair.publish("a");
    pair.poll(NEXT);
    assertThat(pair.copied("a")).isPresent();
    assertThat(pair.copied("b")).isEmpty();
    assertThat(pair.at("c").selected()).isFalse();
  }

  @Test
  void findsTheRepositoriesThatItsPatternsMeanByTheCatalog() throws IOException {
    pair.publish("v1");
    pair.targets.mirror =
        pair.mirror(order -> {
          order.repositories = List.of("a*");
          return order;
        });
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).isPresent();
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.NotFound()).on(RequestMatcher.path("/_catalog")));
    PollCount count = pair.poll(NEXT);
    assertThat(count.causes()).singleElement().asString().contains("does not list");
    assertThat(pair.at("v1").goneSince()).isNull();
    assertThat(pair.at("v1").selected()).isTrue();
  }

  @Test
  void readsACatalogOnceAPollHoweverManyPagesThatHas() throws IOException {
    pair.publish("v1");
    pair.targets.mirror =
        pair.mirror(order -> {
          order.repositories = List.of("a*");
          return order;
        });
    pair.up
        .behaviours()
        .inject(
            FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofMinutes(14)))
                .on(RequestMatcher.path("/manifests/v1"))
                .times(1));
    ApplicationFailure failure = TestStage.failure(() -> pair.select(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.name());
    PollCount _ = pair.select(NEXT);
    assertThat(catalogs()).isEqualTo(2);
    assertThat(pair.select(POLL).looked()).isEqualTo(1);
    assertThat(catalogs()).as("no other for the same poll").isEqualTo(2);
  }

  private TagMirror from(String repository) {
    TagMirror mirror = pair.mirror(order -> order.with(Overwrite.NEVER));
    return new TagMirror(
        mirror.name(),
        RepositoryPrefix.parse("%s/up/%s".formatted(pair.up.address(), repository)),
        mirror.target(),
        List.of(),
        mirror.tags(),
        mirror.copying(),
        mirror.poll());
  }

  private long catalogs() {
    return MirrorPair.asked(pair.up).stream().filter(asked -> asked.contains("_catalog")).count();
  }
}
