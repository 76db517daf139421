package dev.laytime.worker.observers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.Outcome;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Scans;
import dev.laytime.lifecycle.Word;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import dev.laytime.worker.ledger.Pulls;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.FakeTelling;
import dev.laytime.worker.messages.LifeMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final Reference APP = Reference.parse("reg.test/prod/app:1");
  private static final Reference OTHER = Reference.parse("reg.test/prod/app:2");

  private final List<String> log = new ArrayList<>();
  private final FakeTelling telling = new FakeTelling(log);
  private final Ledger ledger = new Ledger();
  private final Pulled pulls = new Pulled();
  private final Lives lives = new Lives();
  private final Observer observer = new Observer(ledger, telling, pulls, lives);

  @Test
  void writesWhatItSawBeforeItTellsLives() {
    telling.unsaid.add(said(APP, 1));

    observer.saw("live", named(APP));

    assertThat(log).containsExactly("added " + APP, "told " + APP, "wrote " + APP);
  }

  @Test
  void tellsNothingWhereNothingIsNew() {
    observer.saw("live", named(APP));
    log.clear();
    telling.unsaid.add(said(OTHER, 1));

    observer.saw("live", named(APP));

    assertThat(log).isEmpty();
  }

  @Test
  void leavesItToScansThatSomethingIsNamedNoLonger() {
    telling.unsaid.addAll(List.of(said(OTHER, 0), said(APP, 1)));

    observer.saw("live", named(APP));

    assertThat(log).contains("told " + APP).doesNotContain("told " + OTHER);
  }

  @Test
  void tellsAgainWhereTemporalDidNotAnswer() {
    telling.unsaid.add(said(APP, 1));
    lives.away = true;
    assertThatThrownBy(() -> observer.saw("live", named(APP))).hasMessage("away");

    lives.away = false;
    observer.saw("live", named(APP));

    assertThat(log).containsExactly("added " + APP, "told " + APP, "wrote " + APP);
  }

  @Test
  void tellsNobodyWhatTheLedgerDidNotTake() {
    telling.unsaid.add(said(APP, 1));
    ledger.away = true;

    assertThatThrownBy(() -> observer.saw("live", named(APP))).hasMessage("no ledger");

    assertThat(log).isEmpty();
  }

  @Test
  void tellsLivesWhoCannotPullThemAsFarAsItsTimeHasCome() {
    pulls.due.add(APP);

    Set<Reference> taken =
        observer.cannotPull("live", List.of(named(APP).getFirst(), named(OTHER).getFirst()));

    assertThat(taken).containsExactly(APP);
    assertThat(log)
        .containsExactly(
            APP + " cannot be pulled by Pod shop/web, container app (live) of source live");
  }

  @Test
  void givesBackWhatCouldNotBeTold() {
    pulls.due.add(APP);
    lives.away = true;

    assertThatThrownBy(() -> observer.cannotPull("live", named(APP))).hasMessage("away");

    assertThat(log).containsExactly("gave back " + APP);
  }

  private static List<NamedImage> named(Reference image) {
    return List.of(
        new NamedImage(
            image, new Usage("live", "v1", "Pod", "shop", "web", "app", "running", "live")));
  }

  private static Telling.Said said(Reference image, int count) {
    return new Telling.Said(
        image, new Word("live", 2, Instant.EPOCH, count, "running", List.of("Pod shop/web")));
  }

  private final class Ledger implements Scans {

    private final Set<Reference> known = new HashSet<>();
    private boolean away;

    @Override
    public Published publish(String source, Instant startedAt, Listing listing) {
      throw new AssertionError("An observer publishes no scan");
    }

    @Override
    public boolean add(String source, List<NamedImage> images) {
      if (away) {
        throw new LedgerUnavailableException("no ledger", new IllegalStateException());
      }
      boolean added = false;
      for (NamedImage named : images) {
        if (known.add(named.image())) {
          log.add("added " + named.image());
          added = true;
        }
      }
      return added;
    }
  }

  private final class Pulled implements Pulls {

    private final Set<Reference> due = new HashSet<>();

    @Override
    public Taken take(String source, List<Reference> unpulled) {
      List<Reference> names = unpulled.stream().filter(due::contains).toList();
      return new Taken(names, names.stream().map(name -> new Concern(name, name)).toList());
    }

    @Override
    public void giveBack(Taken taken) {
      taken.names().forEach(name -> log.add("gave back " + name));
    }
  }

  private final class Lives implements LifeMessages {

    private boolean away;

    @Override
    public void usage(Telling.Said said) {
      if (away) {
        throw new IllegalStateException("away");
      }
      log.add("told " + said.image());
    }

    @Override
    public void start(Reference image) {
      throw new AssertionError();
    }

    @Override
    public void look(Reference image, String why) {
      throw new AssertionError();
    }

    @Override
    public void unpulled(Reference image, String by) {
      if (away) {
        throw new IllegalStateException("away");
      }
      log.add(image + " cannot be pulled by " + by);
    }

    @Override
    public void displaced(Reference image, Reference name) {
      throw new AssertionError();
    }

    @Override
    public void outcome(Reference image, Outcome outcome) {
      throw new AssertionError();
    }

    @Override
    public boolean found(Telling.Find find) {
      throw new AssertionError();
    }
  }
}
