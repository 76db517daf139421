package dev.laytime.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** For each planted bug in the shell a sequence that must catch it. */
final class Scenarios {

  private static final Duration ROUND = Terms.SCAN_EVERY.plusMinutes(15);

  private Scenarios() {}

  static List<Operation> of(ShellFlaw flaw) {
    return switch (flaw) {
      case REMEMBERS_AFTER_ACTING -> {
        List<Operation> sequence = new ArrayList<>(comesAndGoes());
        sequence.addAll(named(Image.APP_A));
        yield sequence;
      }
      case RETRIES_A_DELETE -> {
        List<Operation> sequence = new ArrayList<>(unused(Image.APP_A));
        sequence.add(new Operation.FailRegistry(Operation.RegistryFault.DELETE_LOST, 1));
        sequence.addAll(scanned());
        yield sequence;
      }
      case REUSES_ITS_SURVEY -> {
        List<Operation> sequence = new ArrayList<>(comesAndGoes());
        sequence.add(new Operation.Advance(Terms.QUARANTINE));
        sequence.add(new Operation.FailRegistry(Operation.RegistryFault.DELETE_LOST, 1));
        sequence.addAll(scanned());
        sequence.add(new Operation.Push(Image.APP_B, Content.PLAIN_1, false));
        sequence.addAll(scanned());
        sequence.addAll(scanned());
        yield sequence;
      }
      case DOES_NOT_HOLD, LOSES_EVERY_SECOND_MESSAGE -> comesAndGoes();
      case FORGETS_WHAT_IT_RECALLED -> {
        List<Operation> sequence = new ArrayList<>(unused(Image.APP_A));
        sequence.addAll(scanned());
        sequence.add(new Operation.Restart(true));
        yield sequence;
      }
      case IS_DEAF_TO_SWEEPS -> {
        List<Operation> sequence = new ArrayList<>(named(Image.APP_PLAIN));
        sequence.add(new Operation.Advance(Duration.ofMinutes(1)));
        sequence.add(new Operation.TakeHold(Image.APP_PLAIN));
        yield sequence;
      }
      case OVERWRITES_WHAT_IS_NOT_HELD ->
          List.of(
              new Operation.Deploy(Source.CLUSTER, 0, Image.APP_A),
              new Operation.StartScan(Source.CLUSTER),
              new Operation.FinishScan(Source.CLUSTER, Operation.ScanEnd.COMPLETE),
              new Operation.Advance(Duration.ofSeconds(10)),
              new Operation.Push(Image.APP_A, Content.PLAIN_2, true),
              new Operation.Advance(Duration.ofMinutes(1)));
      case LEAVES_THE_CHILDREN -> List.of(new Operation.Push(Image.LIB_X, Content.INDEX_1, true));
    };
  }

  private static List<Operation> comesAndGoes() {
    List<Operation> sequence = new ArrayList<>(unused(Image.APP_A));
    sequence.addAll(scanned());
    return sequence;
  }

  private static List<Operation> named(Image... images) {
    List<Operation> sequence = new ArrayList<>();
    for (int object = 0; object < images.length; object++) {
      sequence.add(new Operation.Deploy(Source.CLUSTER, object, images[object]));
    }
    sequence.addAll(scanned());
    return sequence;
  }

  /** Named and copied, then named no more for its grace period. */
  private static List<Operation> unused(Image... images) {
    List<Operation> sequence = new ArrayList<>(named(images));
    for (int object = 0; object < images.length; object++) {
      sequence.add(new Operation.Undeploy(Source.CLUSTER, object));
    }
    sequence.addAll(scanned());
    sequence.add(new Operation.Advance(Terms.GRACE));
    return sequence;
  }

  private static List<Operation> scanned() {
    List<Operation> sequence = new ArrayList<>();
    for (Source source : List.of(Source.CLUSTER, Source.GIT)) {
      sequence.add(new Operation.StartScan(source));
      sequence.add(new Operation.FinishScan(source, Operation.ScanEnd.COMPLETE));
    }
    sequence.add(new Operation.Advance(ROUND));
    return sequence;
  }
}
