package dev.laytime.workflow;

import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.AttestResult;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GateActivities;
import dev.laytime.activity.GateCommand;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import dev.laytime.activity.GitWriteActivities;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.OrdersRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionActivities;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import dev.laytime.activity.StageTarget;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.FloatingTags;
import dev.laytime.promotion.OpenHours;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import io.temporal.activity.Activity;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that promotions reach: a ledger that remembers, registries that hold what was copied, lives
 * that write what they are offered, gates, and Git. Each may fail before its effect, or after.
 */
final class FakePromotions
    implements PromotionActivities,
        VerifyActivities,
        GateActivities,
        GitWriteActivities,
        RegistryActivities {

  final List<String> asked = new CopyOnWriteArrayList<>();
  final FakeStage registries = new FakeStage(asked);
  final List<PromotionStatus> remembered = new CopyOnWriteArrayList<>();
  final List<PromotionOffer> offers = new CopyOnWriteArrayList<>();
  final List<AttestRequest> attestations = new CopyOnWriteArrayList<>();
  final List<PromotionWish> wishes = new CopyOnWriteArrayList<>();
  final List<PromotionOrder> requests = new CopyOnWriteArrayList<>();

  /** What each Git repository says, commit by commit. */
  final Map<String, List<String>> git = new ConcurrentHashMap<>();

  /** What floating tags follow. */
  final Map<Reference, Tag> followed = new ConcurrentHashMap<>();

  /** What was said first under each request id. */
  final Map<String, Statement> statements = new ConcurrentHashMap<>();

  /** Whose word is proven, by request id. */
  final Map<String, String> proofs = new ConcurrentHashMap<>();

  volatile @Nullable PromotionPath path;
  volatile @Nullable Instant presentSince;
  volatile @Nullable String hold;

  /** What moves into a target already, for those at their gates. */
  volatile @Nullable String meets;

  /** The same for those that move. */
  volatile String meeting = "";

  /** What the worker's clock says. */
  volatile @Nullable Supplier<Instant> now;

  /** Whether the path itself gave all orders but Ann's. */
  volatile boolean automatic;

  volatile String later = "";
  volatile boolean verified;

  /** What the settings are that gates name. */
  volatile String settings = "these settings";

  volatile @Nullable String forbidden;
  volatile @Nullable Digest released;
  volatile List<StageTarget> targets = List.of();

  /** Whether lives write what they are offered. */
  volatile boolean livesWrite = true;

  /** What moved later, as a writer hears it right before it pushes. */
  volatile Supplier<String> beforePush = () -> "";

  /** What happens while something that was said is written down. */
  volatile Runnable whileStating = () -> {};

  /** What happens before the ledger says what counts. */
  volatile Consumer<OrdersRequest> beforeOrders = _ -> {};

  /** What happens while a gate's command runs. */
  volatile Runnable whileCommanding = () -> {};

  /** What happens while Git is written. */
  volatile Runnable whileWriting = () -> {};

  /** What happens right before a life would write a tag. */
  volatile Consumer<Reference> beforeTags = _ -> {};

  volatile VerifyResult signature = new VerifyResult(true, "signed by the release key");
  volatile GateRunResult ran = new GateRunResult(true, "0 findings");
  volatile PathRound round = new PathRound(true, List.of(), false, null);
  volatile @Nullable String noPath;
  volatile @Nullable PromotionAnswer answer;
  volatile @Nullable CountDownLatch latch;
  final CountDownLatch waiting = new CountDownLatch(1);

  private final Map<String, Queue<ApplicationFailure>> failures = new ConcurrentHashMap<>();
  private final Map<String, ApplicationFailure> always = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> deaths = new ConcurrentHashMap<>();
  private @Nullable WorkflowClient client;

  void sendWith(WorkflowClient workflows) {
    client = workflows;
  }

  /** The next time it is asked for this, it fails instead. */
  void fail(String what, ApplicationFailure failure) {
    failures.computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>()).add(failure);
  }

  /** It fails at this until it is let. */
  void failAlways(String what, FailureType type) {
    // Final, so that the promotion itself has to try again.
    always.put(what, FakeRegistry.failure(type, Instant.EPOCH));
  }

  void heal(String what) {
    always.remove(what);
  }

  /** The next time it does this, its worker dies before it can say so. */
  void dieAfter(String what) {
    deaths.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
  }

  boolean hasDied() {
    return deaths.values().stream().allMatch(left -> left.get() == 0);
  }

  private void begin(String... names) {
    asked.add(names[0]);
    for (String name : names) {
      Queue<ApplicationFailure> waits = failures.get(name);
      ApplicationFailure failure = waits == null ? null : waits.poll();
      if (failure != null) {
        throw failure;
      }
      if (always.containsKey(name)) {
        throw always.get(name);
      }
    }
  }

  private <T> T done(String what, T result) {
    AtomicInteger left = deaths.get(what);
    if (left != null && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      throw FakeRegistry.failure(FailureType.UNAVAILABLE, null);
    }
    return result;
  }

  @Override
  public PromotionOrders orders(OrdersRequest request) {
    begin("orders");
    beforeOrders.accept(request);
    PromotionOrder order = request.order();
    return done(
        "orders",
        new PromotionOrders(
            path,
            presentSince,
            proof(order),
            hold,
            automatic && !order.by().equals("ann"),
            forbidden,
            targets,
            released,
            meets,
            now == null || path == null ? List.of() : OpenHours.of(path, now.get()),
            gates()));
  }

  /** Of the path, and of what its gates name; made up: only that it changes with them counts. */
  @Nullable String gates() {
    PromotionPath known = path;
    return known == null ? null : "%x under %s".formatted(known.toString().hashCode(), settings);
  }

  private @Nullable String proof(PromotionOrder order) {
    String nonce = order.nonce();
    String proof = proofs.get(nonce == null ? order.requestId() : nonce);
    return proof == null && verified ? "oidc https://issuer.test" : proof;
  }

  @Override
  public PromotionWishResult find(PromotionWish wish) {
    begin("find");
    wishes.add(wish);
    String refusal = noPath;
    if (refusal != null) {
      return done("find", new PromotionWishResult(null, refusal));
    }
    PromotionOrder order =
        new PromotionOrder(
            wish.requestId(),
            "release",
            PromotionOrder.Kind.PROMOTE,
            wish.image(),
            wish.digest(),
            Objects.requireNonNullElse(wish.stage(), "prod"),
            Reference.parse("prod.test/prod/app:" + wish.image().tag()),
            wish.by());
    return done("find", new PromotionWishResult(order, ""));
  }

  @Override
  public PromotionAnswer request(PromotionOrder order) {
    begin("request");
    requests.add(order);
    PromotionAnswer prepared = answer;
    return done("request", prepared == null ? ask(order) : prepared);
  }

  PromotionAnswer ask(PromotionOrder order) {
    WorkflowClient workflows = Objects.requireNonNull(client, "client");
    Promotion promotion =
        workflows.newWorkflowStub(
            Promotion.class, FakeMessages.options(PromotionEnvironment.id(order)));
    return Objects.requireNonNull(
        WorkflowClient.executeUpdateWithStart(
            promotion::request,
            order,
            UpdateOptions.<PromotionAnswer>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new WithStartWorkflowOperation<>(promotion::run, Promotion.Start.of(order))));
  }

  @Override
  public StatementResult state(StatementRequest request) {
    begin("state");
    whileStating.run();
    Statement said = request.statement();
    Statement proven =
        new Statement(
            said.requestId(),
            said.gate(),
            said.digest(),
            said.gates(),
            said.passed(),
            said.by(),
            proofs.get(request.nonce() == null ? said.requestId() : request.nonce()),
            said.detail(),
            said.at());
    Statement counted =
        statements.merge(said.requestId(), proven, (known, late) -> late.verified() ? late : known);
    return done("state", new StatementResult(counted));
  }

  @Override
  public IntroduceResult introduce(PromotionStatus status) {
    begin("remember", "remember " + status.state());
    PromotionStatus known =
        remembered.stream()
            .filter(one -> one.order().equals(status.order()))
            .reduce((_, last) -> last)
            .orElse(null);
    if (known != null && !known.state().over() && known.orderedAt().isBefore(status.orderedAt())) {
      return done(
          "introduce",
          new IntroduceResult(
              known, known.state() == PromotionState.MOVING ? path : null, proof(status.order())));
    }
    remembered.add(status);
    return done("remember", IntroduceResult.NEW);
  }

  @Override
  public void remember(PromotionStatus status) {
    begin("remember", "remember " + status.state());
    remembered.add(status);
    done("remember", status);
    done("remember " + status.state(), status);
  }

  /** The last that the ledger was told of an order. */
  PromotionState state(String requestId) {
    return remembered.stream()
        .filter(status -> status.order().requestId().equals(requestId))
        .reduce((_, last) -> last)
        .orElseThrow()
        .state();
  }

  @Override
  public String meeting(PromotionStatus status) {
    begin("meeting");
    return done("meeting", meeting);
  }

  @Override
  public String later(LaterRequest request) {
    begin("later", "later " + request.git());
    return done("later", later);
  }

  @Override
  public void offer(PromotionOffer offer) {
    begin("offer");
    offers.add(offer);
    beforeTags.accept(offer.target());
    ExpectedTag expected = offer.expected();
    boolean permitted =
        expected == null || expected.permits(registries.at(offer.target()), offer.digest());
    if (livesWrite && permitted && registries.at(offer.source()) != null) {
      registries.put(offer.target(), offer.digest());
    }
    done("offer", offer);
  }

  @Override
  public FloatingResult floating(FloatingRequest request) {
    begin("floating");
    Tag present = followed.get(request.image());
    boolean moves =
        request.back()
            || (present == null
                ? request.present() == null || request.present().equals(request.digest())
                : FloatingTags.forward(present, request.version()));
    return done(
        "floating", new FloatingResult(moves, moves ? "" : "it follows " + present + " by now"));
  }

  @Override
  public void floated(FloatedNotice notice) {
    begin("floated");
    followed.put(notice.image(), notice.version());
    done("floated", notice);
  }

  @Override
  public PathRound round(String name) {
    begin("round");
    return done("round", round);
  }

  @Override
  public VerifyResult verify(VerifyRequest request) {
    begin("verify");
    return done("verify", signature);
  }

  @Override
  public AttestResult attest(AttestRequest request) {
    begin("attest", "attest " + request.repository().registry());
    if (!attestations.contains(request)) {
      attestations.add(request);
    }
    return done("attest", new AttestResult(request.digest()));
  }

  @Override
  public GateRunResult command(GateCommand command) {
    begin("command");
    whileCommanding.run();
    waitAtTheLatch();
    return done("command", ran);
  }

  @Override
  public GateRunResult job(GateJob job) {
    begin("job");
    return done("job", ran);
  }

  @Override
  public GitWriteResult write(GitWriteRequest request) {
    begin("git", "git " + request.git());
    whileWriting.run();
    String moved = beforePush.get();
    if (!moved.isEmpty()) {
      return new GitWriteResult("", "main", false, List.of(), moved);
    }
    List<String> commits = git.computeIfAbsent(request.git(), _ -> new CopyOnWriteArrayList<>());
    String line = request.order().target().tag() + " " + request.order().digest().abbreviated();
    boolean written = commits.isEmpty() || !commits.getLast().equals(line);
    if (written) {
      commits.add(line);
    }
    return done("git", new GitWriteResult("c" + commits.size(), "main", written, List.of()));
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CopyResult copy(CopyRequest request) {
    Repository target = repository(request.target());
    begin("copy", "copy " + target.registry());
    waitAtTheLatch();
    if (registries.at(repository(request.source()).pinned(request.digest())) == null) {
      throw FakeRegistry.failure(FailureType.NOT_FOUND, null);
    }
    registries.put(target.pinned(request.digest()), request.digest());
    return done("copy", FakeRegistry.result());
  }

  private void waitAtTheLatch() {
    CountDownLatch gate = latch;
    waiting.countDown();
    while (gate != null && gate.getCount() > 0) {
      Activity.getExecutionContext().heartbeat("waiting");
      try {
        if (gate.await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Repository repository(ImageLocation location) {
    return ((ImageLocation.InRegistry) location).reference().repository();
  }

  long count(String what) {
    return asked.stream().filter(what::equals).count();
  }

  /** What everything came to, without when and how often. */
  Set<String> outcome() {
    Set<String> outcome = ConcurrentHashMap.newKeySet();
    for (StageTarget target : targets) {
      for (String tag : List.of("1.2.3", "latest", "1", "1.2")) {
        Reference image = target.image().repository().tagged(new Tag(tag));
        outcome.add(image + " = " + registries.at(image));
      }
    }
    followed.forEach((image, version) -> outcome.add(image + " follows " + version));
    List<String> attested =
        new ArrayList<>(attestations.stream().map(one -> one.repository().toString()).toList());
    attested.sort(null);
    outcome.add("attested " + attested);
    outcome.add("git " + git);
    return outcome;
  }

  static final Duration HOUR = Duration.ofHours(1);
}
