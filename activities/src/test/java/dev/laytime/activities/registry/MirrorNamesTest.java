package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activity.PollCount;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Due;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose a name is at the destination of a mirror, and who may move it. */
class MirrorNamesTest extends MirrorPairTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @Test
  void overwritesNothingWhereItIsNotTo() throws IOException {
    pair.targets.mirror = pair.mirror(order -> order.with(Overwrite.NEVER));
    Manifest first = pair.publish("v1");
    pair.poll(POLL);
    Manifest second = pair.publish("v1");
    assertThat(pair.poll(NEXT).copied()).isZero();
    assertThat(pair.copied("v1")).contains(first.digest());
    assertThat(pair.at("v1").kept()).contains("overwrite is never");
    assertThat(pair.at("v1").isMoved()).isTrue();

    pair.targets.mirror = pair.mirror(order -> order.with(Overwrite.ALWAYS));
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(second.digest());
  }

  @Test
  void leavesWhatSomebodyElseHasUnderThatName() throws IOException {
    Manifest theirs = pair.theirs("v1");
    pair.publish("v1");
    for (Overwrite overwrite : List.of(Overwrite.NEVER, Overwrite.FORWARD)) {
      pair.targets.mirror = pair.mirror(order -> order.with(overwrite));
      pair.targets.targets.clear();
      assertThat(pair.poll(POLL).copied()).isZero();
      assertThat(pair.copied("v1")).contains(theirs.digest());
      assertThat(pair.at("v1").kept()).contains("which this mirror did not bring");
    }
    pair.copies.requests().clear();
    pair.poll(NEXT);
    assertThat(MirrorPair.asked(pair.copies)).as("that is believed for a day").isEmpty();
    pair.targets.mirror = pair.mirror(order -> order.with(Overwrite.ALWAYS));
    assertThat(pair.poll(NEXT).copied()).isZero();
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
  }

  @Test
  void keepsWhatItOverwritesUnderAnotherTagOnce() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.backup = "{tag}-before";
          return order;
        });
    Manifest first = pair.publish("v1");
    pair.poll(POLL);
    Manifest second = pair.publish("v1");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(second.digest());
    assertThat(pair.copied("v1-before")).contains(first.digest());

    pair.publish("v1");
    PollCount third = pair.poll(NEXT.plusSeconds(300));
    assertThat(third.copied()).isZero();
    assertThat(third.causes()).singleElement().asString().contains("names another image already");
    assertThat(pair.copied("v1")).as("not lost").contains(second.digest());
  }

  @Test
  void movesANameForwardOnly() throws IOException {
    Manifest two = pair.publish("1.2.0");
    Manifest ten = pair.publish("1.10.0");
    forward("1.2.0");
    pair.poll(POLL);
    forward("1.10.0");
    pair.poll(NEXT);
    assertThat(pair.copied("stable")).contains(ten.digest());
    forward("1.2.0");
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isZero();
    assertThat(pair.copied("stable")).contains(ten.digest()).isNotEqualTo(Optional.of(two));
    assertThat(pair.at("stable").kept()).contains("overwrite is forward");
  }

  @Test
  void givesATagOfOneRepositoryAnotherName() throws IOException {
    Manifest first = pair.theirs("v1");
    TagMirror plain =
        pair.mirror(order -> {
          order.tags = Selection.of(new Tag("v1"));
          order.as = new Tag("stable");
          return order;
        });
    pair.targets.mirror =
        new TagMirror(
            plain.name(),
            plain.target(),
            plain.target(),
            List.of(),
            plain.tags(),
            plain.copying(),
            plain.poll());
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("stable")).contains(first.digest());
    SampleImages others = new SampleImages(pair.there, 5);
    Manifest second = others.image(AMD64, 20);
    others.tag(second, new Tag("v1"));
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(pair.copied("stable")).contains(second.digest());
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isZero();
  }

  @Test
  void leavesToAnOlderMirrorWhatBothWouldBring() throws IOException {
    pair.publish("v1");
    pair.publish("v2");
    pair.targets.others.put(pair.image("v1"), "older");
    PollCount count = pair.poll(POLL);
    assertThat(count.copied()).isEqualTo(1);
    assertThat(count.causes()).containsExactly(Due.taken(pair.at("v1"), "older"));
    assertThat(pair.copied("v1")).isEmpty();
    assertThat(Objects.requireNonNull(pair.at("v1").trouble()).cause()).contains("mirror older");

    pair.targets.others.clear();
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(pair.at("v1").trouble()).isNull();
  }

  @Test
  void asksOnceMoreBeforeItCopiesWhetherAnOlderMirrorDoes() throws IOException {
    pair.publish("v1");
    PollCount _ = pair.select(POLL);
    pair.targets.others.put(pair.image("v1"), "older");
    assertThat(pair.bring(POLL).troubles()).isEqualTo(1);
    assertThat(pair.copied("v1")).isEmpty();
    assertThat(pair.at("v1").owed()).isNull();
  }

  private void forward(String tag) {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = Selection.of(new Tag(tag));
          order.as = new Tag("stable");
          order.overwrite = Overwrite.FORWARD;
          return order;
        });
  }
}
