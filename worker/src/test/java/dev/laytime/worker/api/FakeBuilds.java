package dev.laytime.worker.api;

import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.Pulse;
import dev.laytime.activities.build.StrategyBuilders;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AliasMove;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.usage.FileTree.UnreadableException;
import dev.laytime.worker.ledger.BuildRuleSettings;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.PartOfBuildLedger;
import dev.laytime.worker.messages.BuildWords;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two rules, and a build by the first: of {@code app:1} while it builds, of others as told. */
final class FakeBuilds extends PartOfBuildLedger implements Builds, BuildWords {

  static final String ID = "build/127.0.0.1:8481/demo/app:1";
  static final String FAILED = "build/127.0.0.1:8481/demo/app:2";
  static final BuildRule APP = rule("app", "127.0.0.1:8481/demo/app");
  static final BuildRule SITE = rule("site", "127.0.0.1:8481/demo/site");

  /** An object's, which is not listed. */
  static final BuildRule BUILDER = rule("builder-tool", "127.0.0.1:8481/demo/tool");

  /** Everything that was written or said, in order. */
  final List<String> done = new ArrayList<>();

  /** What the ledger says against an order; empty for nothing. */
  String refusal = "";

  /** Temporal has no run of the one that is built. */
  boolean lost;

  /** Where its Jobs are nobody answers. */
  boolean away;

  /** What builds answer. */
  String answer = "accepted";

  private boolean ended;

  /** Nothing was said or done. */
  void forget() {
    done.clear();
    refusal = "";
    lost = false;
    away = false;
    answer = "accepted";
    ended = false;
  }

  /** Builds nothing; what it is to end counts. */
  StrategyBuilders builders() {
    return new StrategyBuilders(Map.of(BuildStrategy.JIB, new Ending()));
  }

  private final class Ending implements Builder {

    @Override
    public Pushed build(BuildRequest request, Pulse pulse) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void callOff(BuildRequest request) {
      if (away) {
        throw new UnreadableException("no cluster answers", new IOException("no route"));
      }
      done.add("call off " + request.id());
    }
  }

  /** What the builder of the one that is built knows it by. */
  BuildId id() {
    return BuildId.of(status(ID).order(), source().commit(), BuildStrategy.JIB);
  }

  StrategyLogs logs() {
    BuildLogs jib = (id, _) -> id.equals(id()) ? List.of("on scratch", "secret line") : List.of();
    return new StrategyLogs(Map.of(BuildStrategy.JIB, jib));
  }

  private static BuildRule rule(String name, String repository) {
    return new BuildRule(
        name,
        new BuildImages(List.of(repository), List.of()),
        new GitRepository("https://git.example.com/team/%s.git".formatted(name), null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of("main")),
        new BuildRecipe(
            BuildStrategy.JIB,
            "",
            ".laytime/image.yaml",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofMinutes(30)),
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }

  private static Reference image(String tag) {
    return Reference.parse("127.0.0.1:8481/demo/app:" + tag);
  }

  private static ResolvedRef source() {
    return new ResolvedRef("refs/tags/v1", new GitCommit("ab".repeat(20)));
  }

  private BuildStatus status(String id) {
    boolean failed = id.equals(FAILED) || ended;
    return new BuildStatus(
        id,
        new BuildOrder("1", image(id.equals(FAILED) ? "2" : "1"), "app", null, "ann", ""),
        failed ? BuildState.FAILED : BuildState.BUILDING,
        source(),
        null,
        1,
        List.of(),
        failed ? "the source has no file x" : "",
        failed
            ? new BuildFailure(
                BuildFailureKind.USER_ERROR, "the source has no file x", "one\nsecret two")
            : null,
        0,
        FakeLedger.AT,
        null);
  }

  private Known known(String id) {
    return new Known(
        status(id), null, null, id.equals(FAILED) || ended ? FakeLedger.AT : null, FakeLedger.AT);
  }

  @Override
  public BuildOrders orders(BuildOrder order) {
    Repository workshop = new Repository("127.0.0.1:8481", "demo/laytime-build/app");
    return new BuildOrders(rule(order.rule()).orElse(null), "", "", workshop);
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    return new AliasMove.Follows();
  }

  @Override
  public Optional<Known> find(String build) {
    return List.of(ID, FAILED).contains(build) ? Optional.of(known(build)) : Optional.empty();
  }

  @Override
  public Optional<Known> find(String build, String requestId) {
    return find(build);
  }

  @Override
  public List<Known> list(Filter filter) {
    done.add("list " + filter);
    return List.of(known(ID), known(FAILED));
  }

  @Override
  public List<BuildRuleSettings> rules() {
    return List.of(new BuildRuleSettings(APP), new BuildRuleSettings(SITE));
  }

  @Override
  public Optional<BuildRule> rule(String name) {
    return List.of(APP, SITE, BUILDER).stream().filter(rule -> rule.name().equals(name)).findAny();
  }

  @Override
  public List<Count> counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String take(BuildOrder order, @Nullable String proof) {
    if (refusal.isEmpty()) {
      done.add(
          "take %s of %s by %s%s%s"
              .formatted(
                  order.image(),
                  order.rule(),
                  order.by(),
                  proof == null ? "" : ", " + proof,
                  order.ref() == null ? "" : ", " + order.ref().said()));
    }
    return refusal;
  }

  @Override
  public void asked(BuildOrder order) {
    done.add("asked");
  }

  @Override
  public void notAsked(BuildOrder order) {
    done.add("not asked");
  }

  @Override
  public BuildAnswer ask(BuildOrder order) {
    done.add("ask");
    if (answer.equals("wrong")) {
      throw new UnsaidException(Why.REFUSED, "no such order");
    }
    return new BuildAnswer(ID, answer, answer.equals("busy") ? "of another ref" : null);
  }

  @Override
  public boolean runs(BuildOrder order) {
    return !lost;
  }

  @Override
  public void refused(BuildOrder order, String why) {
    done.add("refused: " + why);
    ended = true;
  }

  @Override
  public BuildStatus cancel(String id, CancelMessage message) {
    if (id.equals(FAILED) || lost) {
      throw new UnsaidException(Why.MISSING, "no build " + id + " runs");
    }
    done.add("cancel %s by %s: %s".formatted(id, message.by(), message.why()));
    return status(id);
  }
}
