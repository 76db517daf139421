package dev.laytime.worker.messages;

import java.util.ArrayList;
import java.util.List;

/** Promotions that may be lost, and which of them somebody looked for. */
final class FakeRuns implements PromotionRuns {

  final List<String> silent = new ArrayList<>();
  final List<String> seen = new ArrayList<>();

  @Override
  public void readGates(String promotion, String why) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> silent(String stage) {
    return silent;
  }

  @Override
  public void see(String promotion) {
    seen.add(promotion);
  }
}
