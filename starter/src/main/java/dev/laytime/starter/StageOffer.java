package dev.laytime.starter;

import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation.InRegistry;
import dev.laytime.image.Reference;
import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.life.OfferReport;
import dev.laytime.starter.life.Offering;
import dev.laytime.starter.life.StageImages;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.workflow.ImageCopy.Order;
import org.jspecify.annotations.Nullable;

/**
 * An order whose target lies in a stage of a worker that stays: only the image's life writes there,
 * so it is offered what was ordered.
 */
final class StageOffer {

  private final Order order;
  private final Offering offering;

  private StageOffer(Order order, Offering offering) {
    this.order = order;
    this.offering = offering;
  }

  /**
   * The offer; null where the target lies in no stage.
   *
   * @throws CommandFailure if it lies in one, and the order cannot be offered
   */
  static @Nullable StageOffer of(Connection connection, Order order, Screen screen) {
    if (connection.api() == null || !(order.target() instanceof InRegistry target)) {
      return null;
    }
    Reference staged = target.reference();
    StageImages images = new StageImages(new WorkerApi(connection.api()));
    if (!images.contains(staged.repository())) {
      return null;
    }
    String attempted = "mirror %s → %s".formatted(order.source().text(), staged);
    images.require(attempted, staged);
    Digest digest = order.source().digest();
    if (!(order.source() instanceof InRegistry source) || digest == null) {
      throw CommandFailure.usage(
          attempted,
          "DST lies in a stage, where only the image's life writes: it is offered a digest",
          "write SRC with its digest, as in alpine@sha256:…, or add a mirror rule for DST");
    }
    if (!order.platforms().isEmpty() || !order.referrers() || order.foreignLayers()) {
      throw CommandFailure.usage(
          attempted,
          "DST lies in a stage, where images are copied whole",
          "leave --platform, --no-referrers and --foreign-layers out");
    }
    images.requireAllowed(attempted, staged, digest);
    return new StageOffer(
        order, new Offering(connection, source.reference(), digest, staged, screen));
  }

  /** Leaves it to the life. */
  OfferReport detach() {
    return offering.offer(order.requestId());
  }

  /** Follows the life until the stage has it. */
  OfferReport follow() {
    return offering.follow(order.requestId(), order.patience());
  }
}
