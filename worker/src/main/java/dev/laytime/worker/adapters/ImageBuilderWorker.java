package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildSource;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.FoundBuilders;
import dev.laytime.worker.ledger.Taking;
import dev.laytime.worker.messages.BuildAsker;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows that image-operator's builders are to say, and what it takes of them. */
final class ImageBuilderWorker implements ImageBuilderAdapter.Worker {

  private static final Logger log = LoggerFactory.getLogger(ImageBuilderWorker.class);

  /** Of what has not been heard for so long it is asked again: Temporal may have lost it. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final BooleanSupplier agreed;
  private final FoundBuilders builders;
  private final BuildLedger ledger;
  private final Builds builds;
  private final Function<BuildOrder, BuildAnswer> asker;
  private final InstantSource clock;

  /**
   * @param agreed whether all workers that share the ledger have the adapter, set like this one
   * @param asker Temporal's client
   */
  ImageBuilderWorker(
      BooleanSupplier agreed,
      FoundBuilders builders,
      BuildLedger ledger,
      Builds builds,
      Function<BuildOrder, BuildAnswer> asker,
      InstantSource clock) {
    this.agreed = agreed;
    this.builders = builders;
    this.ledger = ledger;
    this.builds = builds;
    this.asker = asker;
    this.clock = clock;
  }

  @Override
  public boolean isAgreed() {
    return agreed.getAsBoolean();
  }

  @Override
  public void found(List<ImageBuilderAdapter.FoundRule> rules) {
    builders.replace(rules.stream().map(ImageBuilderWorker::found).toList());
  }

  private static FoundBuilders.FoundBuilder found(ImageBuilderAdapter.FoundRule each) {
    BuildSource.Text source = (BuildSource.Text) each.rule().source();
    return new FoundBuilders.FoundBuilder(each.object(), each.rule(), source.digest(), each.text());
  }

  @Override
  public Optional<ImageBuilderAdapter.Standing> standing(Reference image, String request) {
    Builds.Known known = builds.find(id(image), request).orElse(null);
    if (known == null) {
      return Optional.empty();
    }
    boolean silent =
        known.endedAt() == null && known.updatedAt().plus(SILENCE).isBefore(clock.instant());
    if (silent) {
      var _ = ask(known.status().order());
    }
    return Optional.of(new ImageBuilderAdapter.Standing(known.status(), known.endedAt()));
  }

  @Override
  public boolean isBuilding(Reference image) {
    return builds.find(id(image)).filter(known -> known.endedAt() == null).isPresent();
  }

  @Override
  public ImageBuilderAdapter.Answer order(BuildOrder order, String namespace) {
    return switch (ledger.takeOf(namespace, order)) {
      case Taking.Taken _ -> ask(order);
      case Taking.Later(var why) -> new ImageBuilderAdapter.Answer.Later(why);
      case Taking.Refused(var why) -> new ImageBuilderAdapter.Answer.Refused(why);
    };
  }

  private ImageBuilderAdapter.Answer ask(BuildOrder order) {
    try {
      BuildAnswer answer = asker.apply(order);
      String said = answer.answer();
      if (!said.equals(BuildAsker.BUSY) && !said.equals(BuildAsker.REFUSED)) {
        ledger.asked(order);
        return new ImageBuilderAdapter.Answer.Taken();
      }
      ledger.notAsked(order);
      String why = Objects.requireNonNullElse(answer.reason(), said);
      return said.equals(BuildAsker.BUSY)
          ? new ImageBuilderAdapter.Answer.Later(why)
          : new ImageBuilderAdapter.Answer.Refused(why);
    } catch (RuntimeException e) {
      // Temporal is away, and may have taken it; asked again, the same order joins.
      log.warn("not ordered image={} cause={}", order.image(), e.getMessage());
      return new ImageBuilderAdapter.Answer.Taken();
    }
  }

  private static String id(Reference image) {
    Tag tag = Objects.requireNonNull(image.tag(), "Builds are of tags");
    return WorkflowIds.build(image.repository(), tag);
  }
}
