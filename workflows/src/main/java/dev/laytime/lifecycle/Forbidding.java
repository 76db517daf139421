package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a life must not bring: it wins over whoever wants it. */
final class Forbidding {

  private final Life life;
  private final Policy policy;

  Forbidding(Life life, Policy policy) {
    this.life = life;
    this.policy = policy;
  }

  /** What forbids to bring something under its name; null where nothing does. */
  @Nullable Prohibition of(@Nullable Digest digest) {
    return policy.against(life.image(), digest);
  }

  /** What forbids to bring anything at all that the name can mean; null where nothing does. */
  @Nullable Prohibition ofName() {
    return of(life.image().digest());
  }

  /** What forbids to bring what its origin was last found to have; null where nothing does. */
  @Nullable Prohibition ofOrigin() {
    return life.barred() == null ? null : of(life.barred());
  }

  /** Whether something shall be there instead, and may. */
  boolean offered() {
    Offer offer = life.offer();
    return offer != null && of(offer.digest()) == null;
  }

  /** Whether it must come back, and may. */
  boolean restoring() {
    return life.restoring() && of(life.digest()) == null;
  }

  /** What was offered or wanted back, and is not to come when it is allowed again; or null. */
  Decision.@Nullable Forgo forgone() {
    Offer offer = life.offer();
    Prohibition word = offer == null ? null : of(offer.digest());
    if (offer != null && word != null) {
      return new Decision.Forgo(
          offer.digest(),
          "%s offers %s, which is %s".formatted(offer.rule(), offer.digest(), word));
    }
    Digest held = life.digest();
    Prohibition against = held == null ? null : of(held);
    return held != null
            && against != null
            && life.restoring()
            && life.stance() instanceof LifeState.Quarantined
        ? new Decision.Forgo(held, "not restored: " + against)
        : null;
  }

  /** Whatever it waits for, who asks learns what is forbidden. */
  Decision told(Decision decided) {
    if (policy.prohibitions().isEmpty()
        || !(decided instanceof Decision.Rest(var until, var reasons))) {
      return decided;
    }
    List<String> all = new ArrayList<>(reasons);
    Prohibition word = of(life.digest());
    if (word != null && all.stream().noneMatch(reason -> reason.contains(word.toString()))) {
      all.add(word + "; it leaves like any other, and is not brought back");
    }
    return new Decision.Rest(until, all);
  }
}
