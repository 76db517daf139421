package dev.laytime.starter;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Digest;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what its tag says, and remembers what it was told. */
public final class FakeImageLife implements ImageLife {

  private final String tag;
  private final String image;
  private String state = "QUARANTINED";
  private @Nullable Pin pin;
  private @Nullable Digest digest;
  private String told = "nothing was asked";
  private @Nullable OfferedMessage offer;
  private final Set<String> wishes = new LinkedHashSet<>();

  /** A message may arrive before {@link #run}. */
  @WorkflowInit
  public FakeImageLife(Start start) {
    image = start.image().text();
    tag = Objects.requireNonNull(start.image().tag(), "tag").value();
  }

  @Override
  public void run(Start start) {
    Workflow.await(() -> offer != null);
    if (!tag.equals("slow")) {
      state = "ACQUIRING";
      Workflow.sleep(Duration.ofSeconds(1));
      state = "PRESENT";
      digest = new Digest(Objects.requireNonNull(offer).digest());
    }
    Workflow.await(() -> false);
  }

  @Override
  public void promoteLater(PromoteMessage message) {}

  @Override
  public PromotionAnswer promote(PromoteMessage message) {
    wishes.add(String.valueOf(message.requestId()));
    told = "%d wishes".formatted(wishes.size());
    if (tag.equals("absent")) {
      return new PromotionAnswer("", "waiting", "the image is WANTED");
    }
    return new PromotionAnswer("promotion/" + message.stage() + "/" + tag, "accepted", null);
  }

  @Override
  public void validatePromote(PromoteMessage message) {
    if (tag.equals("refusing")) {
      throw new IllegalArgumentException("promote: the stage is blank");
    }
  }

  @Override
  public Why pin(PinMessage message) {
    if (tag.equals("slow")) {
      Workflow.await(() -> false);
    }
    @Nullable String until = message.until();
    pin = new Pin(until == null ? null : Instant.parse(until), message.by(), message.why());
    return why();
  }

  @Override
  public void validatePin(PinMessage message) {
    if (tag.equals("refusing")) {
      throw new IllegalArgumentException("the pin has no reason");
    }
  }

  @Override
  public void validateUnpin(PersonMessage message) {}

  @Override
  public void validateRetryNow(PersonMessage message) {}

  @Override
  public void validateRestore(PersonMessage message) {}

  @Override
  public Why unpin(PersonMessage message) {
    pin = null;
    told = "unpinned by " + message.by();
    return why();
  }

  @Override
  public Why retryNow(PersonMessage message) {
    told = "tried again for " + message.by();
    return why();
  }

  @Override
  public Why restore(PersonMessage message) {
    told = "asked for by " + message.by();
    state = tag.startsWith("stuck-") ? tag.substring("stuck-".length()) : "PRESENT";
    return why();
  }

  @Override
  public Why why() {
    return new Why(
        image,
        state,
        digest,
        "prod",
        null,
        null,
        List.of(told),
        null,
        null,
        List.of(),
        pin,
        0,
        List.of());
  }

  @Override
  public void offered(OfferedMessage message) {
    offer = message;
    told = "%s offers %s".formatted(message.rule(), message.source());
  }

  @Override
  public void usage(UsageMessage message) {}

  @Override
  public void pushed(PushedMessage message) {}

  @Override
  public void outcome(Outcome outcome) {}

  @Override
  public void found(FoundMessage message) {}

  @Override
  public void look(String why) {}

  @Override
  public void unpulled(String by) {}

  @Override
  public void displaced(String name) {}
}
