package dev.laytime.worker.ledger;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildWish;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ledger of which a fake has those parts alone that it needs. */
public abstract class PartOfBuildLedger implements BuildLedger {

  @Override
  public BuildOrders orders(BuildOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Wanted want(BuildWish wish) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String take(BuildOrder order, @Nullable String proof) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Taking takeOf(String namespace, BuildOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String objection(BuildOffer offer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BuildOrder> untaken() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BuildOrder> silent() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean lost(BuildOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void refused(BuildOrder order, String why) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void asked(BuildOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void notAsked(BuildOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Reference> remember(BuildStatus status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Reference> mayBegin() {
    throw new UnsupportedOperationException();
  }
}
