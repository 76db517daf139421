package dev.laytime.worker.api;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.StageTarget;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.PromotionHolds;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.ledger.SeenSignatures;
import dev.laytime.worker.ledger.Statements;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.PromotionWakes;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One path from {@code demo} to {@code other} with one gate, and one promotion on it. */
final class FakePromotions
    implements Promotions,
        PromotionLedger,
        PromotionOrdering,
        PromotionPaths,
        PromotionHolds,
        ProvenWords,
        Statements,
        SeenSignatures,
        PromotionWakes,
        PromotionWords {

  /** What proven messages bring. */
  static final String NONCE = "n1";

  /** What the last message brought; null for nothing. */
  @Nullable String nonce;

  static final String ID = "promotion/other/app:1";
  static final Digest DIGEST = FakeLedger.DIGEST;

  /** The hash of its path and gates. */
  static final String GATES = "ab".repeat(32);

  /** Everything that was written or said, in order. */
  final List<String> done = new ArrayList<>();

  private final Set<String> seen = new HashSet<>();
  private final Set<String> once = new HashSet<>();
  static final String INSTALLATION = "here";

  /** Whether its repository is held; a release ends that. */
  boolean held = true;

  /** What the promotion is in. */
  PromotionState state = PromotionState.WAITING;

  /** What its target's tag names; null for nothing. */
  @Nullable Digest there;

  /** Whether it takes nothing that people say. */
  boolean refuses;

  private final List<Release> releases = new ArrayList<>();

  private static final PromotionPath PATH =
      new PromotionPath(
          "to-other",
          "demo",
          "other",
          List.of(),
          List.of(),
          List.of(),
          List.of(new Gate.Approved("people", 1, true, List.of())),
          List.of("latest"),
          false,
          3,
          Duration.ofDays(7),
          PromotionPath.Automatic.NONE,
          List.of("apps"));

  static PromotionOrder order(String requestId, PromotionOrder.Kind kind, String by) {
    return new PromotionOrder(
        requestId,
        PATH.name(),
        kind,
        Reference.parse("127.0.0.1:8481/demo/app:1"),
        DIGEST,
        PATH.to(),
        Reference.parse("127.0.0.1:8481/other/app:1"),
        by);
  }

  private PromotionStatus status() {
    return new PromotionStatus(
        ID,
        order("1", PromotionOrder.Kind.PROMOTE, "ann").with(NONCE),
        state,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        FakeLedger.AT,
        null,
        null,
        List.of(),
        GATES);
  }

  @Override
  public Optional<Known> find(String promotion) {
    return promotion.equals(ID)
        ? Optional.of(new Known(status(), null, false, null, FakeLedger.AT))
        : Optional.empty();
  }

  @Override
  public Optional<Known> find(String promotion, String requestId) {
    return find(promotion).filter(known -> known.status().order().requestId().equals(requestId));
  }

  @Override
  public List<Known> list(Filter filter) {
    done.add("list " + filter);
    return find(ID).stream().toList();
  }

  @Override
  public List<Brought> history(Repository repository, String line) {
    return List.of();
  }

  @Override
  public List<String> lines(Repository repository) {
    return List.of();
  }

  @Override
  public PromotionOrders orders(PromotionOrder order) {
    return new PromotionOrders(
        PATH,
        null,
        null,
        null,
        false,
        null,
        List.of(new StageTarget("other", order.target())),
        null,
        null,
        List.of(),
        GATES);
  }

  @Override
  public StatementResult state(StatementRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remember(PromotionStatus status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String meeting(PromotionStatus status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String later(LaterRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String laterThan(GitWriteRequest request) {
    return "2 is there, which is newer";
  }

  @Override
  public FloatingResult floating(FloatingRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FloatingResult mayFloat(FloatingRequest request) {
    return new FloatingResult(false, "2 is there");
  }

  @Override
  public void floated(FloatedNotice notice) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PathRound round(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putOff(PromotionOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void asked(PromotionOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PromotionPath> automatic() {
    return List.of();
  }

  @Override
  public Optional<PromotionOrder> left(String promotion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> silent(String stage, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IntroduceResult introduce(PromotionStatus status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> running() {
    return List.of();
  }

  @Override
  public PromotionWishResult find(PromotionWish wish) {
    return wish.image().repository().path().equals("demo/app")
        ? new PromotionWishResult(
            order(wish.requestId(), PromotionOrder.Kind.PROMOTE, wish.by()), "")
        : new PromotionWishResult(null, "no path leads from there");
  }

  @Override
  public PromotionWishResult back(RollbackWish wish) {
    return new PromotionWishResult(
        order(wish.requestId(), PromotionOrder.Kind.ROLLBACK, wish.by()), "");
  }

  @Override
  public List<Repository> destinations(PromotionOrder order) {
    return List.of(order.target().repository(), Repository.parse("127.0.0.1:8481/replica/app"));
  }

  @Override
  public Optional<Digest> present(Reference image) {
    return image.repository().path().startsWith("demo/")
        ? Optional.of(DIGEST)
        : Optional.ofNullable(there).filter(_ -> new Tag("1").equals(image.tag()));
  }

  @Override
  public String id(PromotionOrder order) {
    return ID;
  }

  @Override
  public List<PromotionPath> paths() {
    return List.of(PATH);
  }

  @Override
  public Optional<PromotionPath> path(String name) {
    return Optional.of(PATH).filter(path -> path.name().equals(name));
  }

  @Override
  public Optional<String> gates(String name) {
    return path(name).map(_ -> GATES);
  }

  @Override
  public Optional<Hold> hold(Hold hold) {
    done.add(
        "hold %s %s by %s: %s".formatted(hold.path(), hold.repository(), hold.by(), hold.why()));
    return Optional.empty();
  }

  @Override
  public void takeBack(Hold hold, @Nullable Hold former) {
    done.add("take back %s %s".formatted(hold.path(), hold.repository()));
  }

  @Override
  public List<Released> releases(int limit) {
    return releases.stream()
        .map(release -> new Released(release, "ann", "bad", FakeLedger.AT))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean release(Release release, @Nullable Instant since) {
    done.add("release %s %s".formatted(release.path(), release.repository()));
    if (held) {
      releases.add(release);
    }
    boolean was = held;
    held = false;
    return was;
  }

  @Override
  public List<Hold> holds() {
    return Stream.of("other", "replica")
        .map(stage ->
            new Hold(
                "to-other",
                Repository.parse("127.0.0.1:8481/%s/app".formatted(stage)),
                "ann",
                null,
                "bad",
                FakeLedger.AT))
        .toList();
  }

  @Override
  public List<Hold> holds(Repository repository) {
    return held ? List.of(holds().getFirst()) : List.of();
  }

  @Override
  public Halted halted(Repository repository) {
    return new Halted(List.of(ID), List.of("to-other"));
  }

  @Override
  public void wake(Halted waiting, String why) {
    done.add("wake %s %s: %s".formatted(waiting.promotions(), waiting.paths(), why));
  }

  @Override
  public String write(Word word) {
    done.add(
        "prove %s %s %s %s %s by %s, %s"
            .formatted(
                word.kind(),
                word.promotion(),
                word.gate(),
                GATES.equals(word.gates()) ? "under its gates" : word.gates(),
                word.passed(),
                word.subject(),
                word.proof()));
    return NONCE;
  }

  @Override
  public String installation() {
    return INSTALLATION;
  }

  @Override
  public void withdraw(Word word) {
    done.add("withdraw %s by %s".formatted(word.kind(), word.subject()));
  }

  @Override
  public String writeOnce(Word word, Instant until) {
    if (!once.add(word.requestId())) {
      throw new Wishes.RefusedException("it was sent before", false, "sign another one");
    }
    return write(word);
  }

  @Override
  public List<Statement> of(String promotion) {
    return List.of();
  }

  @Override
  public boolean take(String signature, Instant until, Instant now) {
    return seen.add(signature);
  }

  @Override
  public PromotionAnswer ask(String id, PromotionOrder order) {
    done.add("ask %s %s by %s".formatted(order.kind(), id, order.by()));
    nonce = order.nonce();
    if (order.by().equals("busy")) {
      return new PromotionAnswer(id, "busy", "another digest moves");
    }
    return refuses || order.by().equals("nobody")
        ? new PromotionAnswer(id, "refused", "it was superseded")
        : new PromotionAnswer(id, "accepted", null);
  }

  @Override
  public PromotionStatus approve(String id, ApproveMessage message) {
    done.add("approve %s %s by %s".formatted(id, message.gate(), message.by()));
    nonce = message.nonce();
    if (refuses || message.by().equals("ann")) {
      throw new UnsaidException(Why.REFUSED, "who ordered it may not approve it");
    }
    return status();
  }

  @Override
  public void check(String id, CheckMessage message) {
    done.add("check %s %s %s by %s".formatted(id, message.name(), message.passed(), message.by()));
    nonce = message.nonce();
  }

  @Override
  public PromotionStatus cancel(String id, CancelMessage message) {
    throw new UnsaidException(Why.MISSING, "no promotion %s runs".formatted(id));
  }
}
