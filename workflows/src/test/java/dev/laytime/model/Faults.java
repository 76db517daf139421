package dev.laytime.model;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong next. */
final class Faults {

  private final Map<Operation.CopyFault, Integer> copies = new EnumMap<>(Operation.CopyFault.class);
  private final Map<Operation.RegistryFault, Integer> requests =
      new EnumMap<>(Operation.RegistryFault.class);
  private final Map<Operation.MessageFault, Integer> messages =
      new EnumMap<>(Operation.MessageFault.class);
  private int refusals;

  void add(Operation.FailCopies fault) {
    copies.merge(fault.fault(), fault.times(), Integer::sum);
  }

  void add(Operation.FailRegistry fault) {
    requests.merge(fault.fault(), fault.times(), Integer::sum);
  }

  void add(Operation.DisturbMessages fault) {
    messages.merge(fault.fault(), fault.times(), Integer::sum);
  }

  void add(Operation.RefuseRemovals fault) {
    refusals += fault.times();
  }

  void clear() {
    copies.clear();
    requests.clear();
    messages.clear();
    refusals = 0;
  }

  Operation.@Nullable CopyFault ofCopy() {
    return take(copies);
  }

  Operation.@Nullable MessageFault ofMessage() {
    return take(messages);
  }

  /** Whether any request but a DELETE fails. */
  boolean ofRequest() {
    return take(requests, Operation.RegistryFault.ERROR);
  }

  /** Whether no request will fail. */
  boolean noneOfRequests() {
    return requests.isEmpty();
  }

  boolean deleteIsLost() {
    return take(requests, Operation.RegistryFault.DELETE_LOST);
  }

  boolean deleteIsLate() {
    return take(requests, Operation.RegistryFault.DELETE_LATE);
  }

  /** Whether a deletion's survey is told that there is nothing. */
  boolean forgets() {
    return take(requests, Operation.RegistryFault.FORGETS);
  }

  boolean refusal() {
    if (refusals == 0) {
      return false;
    }
    refusals--;
    return true;
  }

  private static <F extends Enum<F>> @Nullable F take(Map<F, Integer> faults) {
    for (F fault : faults.keySet()) {
      take(faults, fault);
      return fault;
    }
    return null;
  }

  private static <F extends Enum<F>> boolean take(Map<F, Integer> faults, F fault) {
    Integer left = faults.remove(fault);
    if (left == null) {
      return false;
    }
    if (left > 1) {
      faults.put(fault, left - 1);
    }
    return true;
  }
}
