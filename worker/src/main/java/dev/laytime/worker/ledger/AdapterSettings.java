package dev.laytime.worker.ledger;

import dev.laytime.mirror.OrderLimits;

/**
 * An adapter as a worker's configuration has it.
 *
 * @param name by which the ledger knows it
 * @param settings everything by which the rules that it finds may be others, in any form
 * @param limits whose names order anything by any of these rules
 */
public record AdapterSettings(String name, String settings, OrderLimits limits) {

  /** One by whose rules everybody orders. */
  public AdapterSettings(String name, String settings) {
    this(name, settings, OrderLimits.NONE);
  }
}
