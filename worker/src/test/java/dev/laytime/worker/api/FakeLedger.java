package dev.laytime.worker.api;

import dev.laytime.activity.Capabilities;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.lifecycle.Word;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import dev.laytime.worker.ledger.PullEvents;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.FakeTelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger with one image, one stage and one source; it can be away. */
public final class FakeLedger implements Views, Wishes, PullEvents {

  static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  static final Reference IMAGE = Reference.parse("127.0.0.1:8481/demo/app:1");
  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));

  final List<String> asked = new ArrayList<>();
  private final FakeTelling telling;
  volatile boolean away;

  public FakeLedger(FakeTelling telling) {
    this.telling = telling;
  }

  @Override
  public ImagesPage images(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable String state,
      @Nullable String after,
      int limit) {
    ask("images %s %s %s %s %d".formatted(stage, repository, state, after, limit));
    return new ImagesPage(
        List.of(
            new ImagesPage.Row(IMAGE.text(), "demo", "present", DIGEST, null, false, "in use", AT)),
        "next");
  }

  @Override
  public WhyView why(Reference image, Instant now) {
    ask("why " + image);
    return new WhyView(
        image.text(),
        image.equals(IMAGE)
            ? List.of(new WhyView.OneLife(IMAGE.text(), null, List.of(), List.of(), List.of()))
            : List.of());
  }

  @Override
  public int openBreakers(Instant now) {
    return plan(null, now).breakers().size();
  }

  @Override
  public PlanView plan(@Nullable String stage, Instant now) {
    ask("plan " + stage);
    return new PlanView(
        List.of(),
        List.of(new PlanView.Breaker("b1", "127.0.0.1:8481/demo/app", 7, "many", AT, List.of())));
  }

  @Override
  public ObservedView observed(@Nullable String stage) {
    ask("observed " + stage);
    return new ObservedView(
        List.of(new ObservedView.Stage("demo", 1, 7, 0, AT)),
        List.of(new ObservedView.Departure(IMAGE.text(), "demo", DIGEST, AT, 7, null, null)));
  }

  @Override
  public SourcesView sources() {
    ask("sources");
    return new SourcesView(
        List.of(
            new SourcesView.Source(
                "apps", "git", true, "x", AT, AT, 3, 2, List.of(), "", AT, AT.plusSeconds(605), ""),
            new SourcesView.Source(
                "new", "cluster", true, "", null, null, 0, 0, List.of(), "", null, null, ""),
            new SourcesView.Source(
                "away",
                "cluster",
                true,
                "y",
                AT,
                AT.minusSeconds(90),
                7,
                0,
                List.of("the API server: no answer within 20 s"),
                "",
                AT.minusSeconds(900),
                AT.minusSeconds(9),
                "all namespaces")));
  }

  @Override
  public MirrorsView mirrors() {
    ask("mirrors");
    return new MirrorsView(
        List.of(
            new MirrorsView.Mirror(
                "copies.test/app",
                "up.test/app",
                "copies.test/app",
                new MirrorsView.Counts(10, 6, 2, 1, 1, 2, 1),
                300,
                AT,
                AT,
                "",
                "10 looked at",
                2,
                AT.plusSeconds(300),
                "",
                false,
                false,
                AT,
                List.of()),
            new MirrorsView.Mirror(
                "demo/hub",
                "docker.io",
                "demo/hub",
                null,
                60,
                null,
                null,
                "",
                "",
                0,
                null,
                "",
                false,
                false,
                AT,
                List.of())));
  }

  @Override
  public StagesView stages() {
    ask("stages");
    return new StagesView(
        List.of(
            new StagesView.Stage(
                "demo",
                "127.0.0.1:8481/demo",
                "observe-only",
                null,
                new Capabilities(Capabilities.TagDeletion.NATIVE, false),
                List.of(),
                Map.of("present", 2),
                null,
                null,
                new StagesView.Pulls(AT, AT.plusSeconds(9), true, 1, null))));
  }

  @Override
  public Granted approveBreaker(String breaker, long expected, String by, Instant now) {
    ask("approve " + breaker + " " + expected + " by " + by);
    if (!breaker.equals("b1")) {
      throw new RefusedException("there is no breaker " + breaker, true, "see laytime plan");
    }
    if (expected != 7) {
      throw new RefusedException("7 removals wait, not " + expected, false, "look again");
    }
    telling.owed.add(new Telling.Look(1, IMAGE, "7 removals may go"));
    return new Granted("7 removals may go", List.of(IMAGE), List.of());
  }

  @Override
  public Granted approveScan(String source, long expected, String by, Instant now) {
    ask("approve scan " + source + " " + expected + " by " + by);
    return new Granted("scan 3 counts", List.of(), List.of());
  }

  @Override
  public Granted removeSource(String source, String by, Instant now) {
    ask("remove " + source + " by " + by);
    Word nothing = new Word(source, 4, AT, 0, "", List.of());
    return new Granted("gone", List.of(), List.of(new Telling.Said(IMAGE, nothing)));
  }

  @Override
  public Granted adoptStage(String stage, String by, Instant now) {
    ask("adopt " + stage + " by " + by);
    return new Granted("ours", List.of(), List.of());
  }

  @Override
  public Granted pauseStage(
      String stage, String by, String why, @Nullable Instant until, Instant now) {
    ask("pause %s until %s by %s: %s".formatted(stage, until, by, why));
    return new Granted("paused", List.of(), List.of());
  }

  @Override
  public Granted resumeStage(String stage, String by, Instant now) {
    ask("resume " + stage + " by " + by);
    return new Granted("goes on", List.of(), List.of());
  }

  @Override
  public ForbiddenView forbidden() {
    ask("forbidden");
    return new ForbiddenView(List.of(new Prohibition(IMAGE, "ann", AT, "CVE")));
  }

  @Override
  public Granted forbid(Reference image, String by, String why, Instant now) {
    ask("forbid %s by %s: %s".formatted(image, by, why));
    return new Granted("forbidden", List.of(), List.of());
  }

  @Override
  public Granted allow(Reference image, String by, Instant now) {
    ask("allow %s by %s".formatted(image, by));
    return new Granted("allowed", List.of(), List.of());
  }

  @Override
  public String agent() {
    return "laytime (installation fake)";
  }

  @Override
  public void told(String stage, List<Pulled> pulls, Instant now) {
    ask("told %s %s".formatted(stage, pulls));
  }

  /** From now on it does not answer. */
  public void leave() {
    away = true;
  }

  private void ask(String question) {
    if (away) {
      throw new LedgerUnavailableException("connection refused", new IllegalStateException());
    }
    asked.add(question);
  }
}
