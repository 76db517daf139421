package dev.laytime.view;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order would do. Nothing was started or written.
 *
 * @param id of the promotion
 * @param targets what each tag would do, the path's target first
 * @param floating the tags that would follow, each as {@code IMAGE: what it does}
 * @param gates as they stand; signatures, commands and Jobs are not read for a plan
 * @param git what would be written, by target
 * @param against why it would be refused as things are; null for nothing
 */
public record PromotionPlanView(
    String id,
    PromotionOrder order,
    List<Target> targets,
    List<String> floating,
    List<Gate.Report> gates,
    List<GitPlan> git,
    @Nullable String against) {

  public PromotionPlanView {
    targets = List.copyOf(targets);
    floating = List.copyOf(floating);
    gates = List.copyOf(gates);
    git = List.copyOf(git);
  }

  /** One destination. */
  public record Target(String stage, String image, String does) {}

  /**
   * One Git repository.
   *
   * @param lines of a diff; empty where nothing would be changed
   * @param problem why it cannot be told; null where it can
   */
  public record GitPlan(String name, List<String> lines, @Nullable String problem) {
    public GitPlan {
      lines = List.copyOf(lines);
    }
  }
}
