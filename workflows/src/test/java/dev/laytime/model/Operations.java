package dev.laytime.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes sequences of operations; the same seed makes the same sequence. */
public final class Operations {

  /** The most operations of one sequence. */
  public static final int MOST = 60;

  private static final List<Duration> SPANS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(20),
          Terms.GRACE.dividedBy(2),
          Terms.GRACE,
          Terms.GRACE.plusMinutes(15),
          Terms.QUARANTINE,
          Terms.QUARANTINE.plusMinutes(15));

  private static final List<Duration> GRACES =
      List.of(Terms.GRACE.dividedBy(2), Terms.GRACE, Terms.GRACE.multipliedBy(2));

  private static final List<Operation.ScanEnd> ENDS =
      List.of(
          Operation.ScanEnd.COMPLETE,
          Operation.ScanEnd.INCOMPLETE,
          Operation.ScanEnd.HELD,
          Operation.ScanEnd.FAILED);

  private final SplittableRandom random;
  private final List<Operation> made = new ArrayList<>();

  private Operations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The sequence of a seed: 10 to 60 operations. */
  public static List<Operation> of(long seed) {
    return Clusters.in(seed, new Operations(seed).make());
  }

  /** The same with some of what people forbid and allow strewn in. */
  public static List<Operation> forbidding(long seed) {
    Operations words = new Operations(~seed);
    List<Operation> sequence = new ArrayList<>(of(seed));
    int count = words.random.nextInt(1, 8);
    for (int i = 0; i < count; i++) {
      sequence.add(words.random.nextInt(sequence.size() + 1), words.word());
    }
    return List.copyOf(sequence);
  }

  private Operation word() {
    Image image = any(Image.values());
    return random.nextInt(3) > 0
        ? new Operation.Forbid(image, random.nextBoolean())
        : new Operation.Allow(image);
  }

  private List<Operation> make() {
    int length = random.nextInt(10, MOST + 1);
    while (made.size() < length) {
      chapter();
    }
    return List.copyOf(made.subList(0, length));
  }

  /** Some operations that belong together, or one alone. */
  private void chapter() {
    int dice = random.nextInt(100);
    if (dice < 14) {
      use();
    } else if (dice < 26) {
      scan(any(Source.values()));
    } else if (dice < 34) {
      letGo();
    } else if (dice < 44) {
      regret();
    } else if (dice < 56) {
      supply();
    } else if (dice < 66) {
      made.add(new Operation.Advance(any(SPANS)));
    } else if (dice < 74) {
      made.add(new Operation.Work(random.nextInt(1, 12)));
    } else if (dice < 84) {
      made.add(fault());
    } else if (dice < 94) {
      made.add(person());
    } else {
      made.add(house());
    }
  }

  private void use() {
    Source source = any(Source.values());
    int object = random.nextInt(Source.OBJECTS);
    made.add(
        switch (random.nextInt(6)) {
          case 0 -> new Operation.Rollback(source, object);
          case 1 -> new Operation.ScaleToZero(source, object);
          case 2 -> new Operation.Undeploy(source, object);
          default -> new Operation.Deploy(source, object, any(Image.values()));
        });
  }

  private void scan(Source source) {
    made.add(new Operation.StartScan(source));
    switch (random.nextInt(5)) {
      case 0 -> use();
      case 1 -> made.add(new Operation.Advance(any(SPANS)));
      case 2 -> made.add(new Operation.Work(random.nextInt(1, 12)));
      default -> {}
    }
    made.add(new Operation.FinishScan(source, scanEnd()));
  }

  private Operation.ScanEnd scanEnd() {
    return random.nextInt(4) > 0 ? Operation.ScanEnd.COMPLETE : any(ENDS);
  }

  /** What it takes for an image to leave: time, then everybody's word. */
  private void letGo() {
    made.add(new Operation.Advance(random.nextBoolean() ? Terms.GRACE : any(SPANS)));
    scanAll();
    if (random.nextBoolean()) {
      made.add(new Operation.Work(random.nextInt(1, 12)));
      use();
    } else {
      made.add(new Operation.Advance(any(SPANS)));
    }
  }

  private void scanAll() {
    for (Source source : Source.values()) {
      made.add(new Operation.StartScan(source));
      made.add(
          new Operation.FinishScan(
              source, random.nextInt(6) > 0 ? Operation.ScanEnd.COMPLETE : scanEnd()));
    }
  }

  /** What leaves is needed at the last moment, or after it. */
  private void regret() {
    Image image = familiar();
    Image twin = any(Image.TAGGED);
    if (random.nextInt(3) == 0) {
      made.add(new Operation.Push(twin, familiarContent(), random.nextBoolean()));
    }
    made.add(new Operation.Advance(random.nextBoolean() ? Terms.GRACE : Terms.QUARANTINE));
    if (random.nextInt(3) == 0) {
      made.add(new Operation.FailRegistry(any(Operation.RegistryFault.values()), 1));
    }
    scanAll();
    made.add(new Operation.RetryNow(image));
    made.add(new Operation.RetryNow(twin));
    made.add(new Operation.Advance(Terms.WINDOW));
    made.add(new Operation.Work(random.nextInt(1, 8)));
    if (random.nextInt(4) == 0) {
      made.add(fault());
      made.add(new Operation.Work(random.nextInt(1, 3)));
    }
    if (random.nextInt(10) == 0) {
      made.add(theft());
    }
    switch (random.nextInt(6)) {
      case 0 -> made.add(new Operation.Push(image, any(Content.values()), random.nextBoolean()));
      case 1 -> made.add(new Operation.Restore(image));
      case 2 -> made.add(person());
      case 3 -> {
        made.add(new Operation.Push(image, any(Content.values()), false));
        need(image);
      }
      default -> need(image);
    }
    made.add(
        random.nextBoolean()
            ? new Operation.Advance(Duration.ofMinutes(3))
            : new Operation.Work(random.nextInt(1, 12)));
  }

  /** What was pushed before, so that two tags name the same. */
  private Content familiarContent() {
    List<Content> spokenOf = new ArrayList<>(List.of(Content.PLAIN_1));
    for (Operation operation : made) {
      if (operation instanceof Operation.Push(_, var content, _)) {
        spokenOf.add(content);
      }
    }
    return any(spokenOf);
  }

  private void need(Image image) {
    Source source = random.nextBoolean() ? Source.CLUSTER : Source.GIT;
    made.add(new Operation.Deploy(source, random.nextInt(Source.OBJECTS), image));
    made.add(new Operation.StartScan(source));
    made.add(new Operation.FinishScan(source, Operation.ScanEnd.COMPLETE));
  }

  /** An image that has been spoken of before, by tag. */
  private Image familiar() {
    List<Image> spokenOf = new ArrayList<>();
    for (Operation operation : made) {
      switch (operation) {
        case Operation.Deploy(_, _, var image) when image.digest() == null -> spokenOf.add(image);
        case Operation.Push(var image, _, _) -> spokenOf.add(image);
        case Operation.Offer(var image) -> spokenOf.add(image);
        default -> {}
      }
    }
    return any(spokenOf.isEmpty() ? Image.TAGGED : spokenOf);
  }

  private void supply() {
    Image image = any(Image.TAGGED);
    Content content = any(Content.values());
    switch (random.nextInt(7)) {
      case 0 -> made.add(new Operation.AddReferrer(any(Image.values()), referrer()));
      case 1 -> made.add(new Operation.Sweep());
      case 6 -> made.add(theft());
      case 2, 3 -> {
        Image mirrored = any(Image.MIRRORED);
        made.add(new Operation.MoveUpstream(mirrored, content));
        made.add(new Operation.Offer(mirrored));
      }
      default -> made.add(new Operation.Push(image, content, random.nextBoolean()));
    }
  }

  /** Mostly of what Laytime may count on. */
  private Operation theft() {
    Image image = random.nextInt(3) > 0 ? familiar() : any(Image.values());
    return random.nextInt(3) > 0
        ? new Operation.TakeHold(image)
        : new Operation.TakeManifest(image);
  }

  private Content referrer() {
    return random.nextBoolean() ? Content.SIGNATURE_OF_PLAIN : Content.SIGNATURE_OF_INDEX;
  }

  private Operation fault() {
    int times = random.nextInt(1, 4);
    return switch (random.nextInt(8)) {
      case 0 -> new Operation.FailCopies(any(Operation.CopyFault.values()), times);
      case 1, 2, 3 -> new Operation.FailRegistry(any(Operation.RegistryFault.values()), times);
      case 4 -> new Operation.RefuseRemovals(times);
      case 5 -> new Operation.Restart(random.nextBoolean());
      default -> new Operation.DisturbMessages(any(Operation.MessageFault.values()), times);
    };
  }

  private Operation person() {
    Image image = any(Image.values());
    return switch (random.nextInt(7)) {
      case 0 -> new Operation.Pin(image, random.nextBoolean() ? null : any(SPANS));
      case 1 -> new Operation.Unpin(image);
      case 2, 3 -> new Operation.Restore(image);
      case 4 -> new Operation.RetryNow(image);
      case 5 -> new Operation.ApproveScan(any(Source.values()));
      default -> new Operation.ApproveBreakers();
    };
  }

  private Operation house() {
    return switch (random.nextInt(5)) {
      case 0 -> new Operation.AddSource(any(Source.values()));
      case 1 -> new Operation.RemoveSource(any(Source.values()));
      case 2 -> new Operation.SetGrace(any(GRACES));
      default -> new Operation.SetDeletion(random.nextInt(4) > 0);
    };
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
