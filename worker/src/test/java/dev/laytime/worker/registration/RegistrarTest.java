package dev.laytime.worker.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activity.Outcome;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.AdapterGround;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.FakeTelling;
import dev.laytime.worker.messages.LifeMessages;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.startup.RefusedToStartException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistrarTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Reference HELD = Reference.parse("127.0.0.1:1/a:held");
  private static final Reference KEPT = Reference.parse("127.0.0.1:1/a:kept");
  private static final Map<String, String> STAGE =
      Map.of("laytime.stages[0].name", "s", "laytime.stages[0].prefix", "127.0.0.1:1");

  private final FakeTelling telling = new FakeTelling(new ArrayList<>());
  private final FakeRegistration ledger = new FakeRegistration();
  private Credentials logins = Credentials.NONE;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @Test
  void registersNothingWhereNothingIsConfigured() throws Exception {
    start(Map.of(), true);

    assertThat(ledger.registered).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void startsLoopsAndWakesLivesWhosePolicyChanged() throws Exception {
    ledger.unfinished = List.of(HELD, KEPT);

    start(STAGE, true);

    assertThat(ledger.registered).hasSize(1);
    assertThat(ledger.registered.getFirst().stages()).hasSize(1);
    assertThat(sent)
        .startsWith("scan apps", "sweep prod", "look 127.0.0.1:1/a:kept the policy changed");
  }

  @Test
  void startsEveryLifeThatIsNotOverThoseInQuarantineFirst() throws Exception {
    ledger.quarantined = List.of(HELD);
    ledger.unfinished = IntStream.range(0, 250).mapToObj(RegistrarTest::image).toList();

    start(STAGE, true);

    List<String> starts = new ArrayList<>(List.of("start " + HELD));
    ledger.unfinished.forEach(image -> starts.add("start " + image));
    assertThat(sent).filteredOn(line -> line.startsWith("start")).isEqualTo(starts);
    assertThat(ledger.longestPage).isLessThanOrEqualTo(100);
  }

  private static Reference image(int number) {
    return Reference.parse("127.0.0.1:1/a:%03d".formatted(number));
  }

  @Test
  void letsLivesOfALedgerOfItsOwnKnowThatNoStageIsConfiguredAnyLonger() throws Exception {
    ledger.unfinished = List.of(KEPT);

    start(Map.of(), true);

    assertThat(ledger.registered)
        .containsExactly(new LedgerSettings(List.of(), List.of(), List.of()));
  }

  @Test
  void leavesASharedLedgerToThoseWhoManageSomething() throws Exception {
    ledger.unfinished = List.of(KEPT);

    start(Map.of("laytime.ledger.url", "jdbc:postgresql://h/d"), true);

    assertThat(ledger.registered).isEmpty();
  }

  @Test
  void managesNothingForOneCommandWhateverIsConfigured() throws Exception {
    ledger.unfinished = List.of(KEPT);

    start(STAGE, false);

    assertThat(ledger.registered).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void registersNothingWhereARuleLendsALoginToEverybody() throws Exception {
    logins = _ -> Optional.of(new Credential.UsernamePassword("me", "secret"));
    Map<String, String> keys = new HashMap<>(STAGE);
    keys.put("laytime.mirrors[0].target", "127.0.0.1:1/quay");
    keys.put("laytime.mirrors[0].source", "quay.io");

    assertThatThrownBy(() -> start(keys, true))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("a login for quay.io");
    assertThat(ledger.registered).isEmpty();

    keys.put("laytime.mirrors[0].repositories[0]", "team/*");
    keys.put("laytime.mirrors[0].namespaces[0]", "team-a");
    start(keys, true);
    assertThat(ledger.registered.getFirst().rules().getFirst().limits())
        .isEqualTo(new OrderLimits(List.of("team/*"), List.of("team-a")));
  }

  @Test
  void refusesToStartWithoutTheLedger() {
    ledger.away = true;

    assertThatThrownBy(() -> start(STAGE, true))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("take the configuration into the ledger: connection refused")
        .hasMessageContaining("laytime.ledger.url");
  }

  private void start(Map<String, String> keys, boolean managing) throws InterruptedException {
    LaytimeProperties properties =
        new Binder(new MapConfigurationPropertySource(new HashMap<>(keys)))
            .bindOrCreate("laytime", LaytimeProperties.class);
    Registrar registrar =
        new Registrar(
            properties,
            ledger,
            new Lives(),
            new OwedWords(telling, new Lives()),
            new FakeLoops(),
            new MirrorLogins(List.of(), logins, InstantSource.system()),
            () -> NOW,
            managing);
    registrar.register();
    try (Announcements announcements = new Announcements(Duration.ZERO, _ -> {})) {
      registrar.announce(announcements);
      // What is announced may announce more, and is pending until it has.
      for (int tries = 0; announcements.pending() > 0; tries++) {
        assertThat(tries).as("10 ms each").isLessThan(3_000);
        Thread.sleep(10);
      }
    }
  }

  private final class FakeRegistration implements Registration {
    private final List<LedgerSettings> registered = new ArrayList<>();
    private List<Reference> quarantined = List.of();
    private List<Reference> unfinished = List.of();
    private int longestPage;
    private boolean away;

    @Override
    public Changes register(LedgerSettings settings, Instant now) {
      if (away) {
        throw new LedgerUnavailableException("connection refused", new IllegalStateException());
      }
      assertThat(now).isEqualTo(NOW);
      registered.add(settings);
      telling.owed.add(new Telling.Look(1, KEPT, "the policy changed"));
      return new Changes("i1", List.of(KEPT), List.of("apps"), List.of("prod"));
    }

    @Override
    public Optional<AdapterGround> ground(AdapterSettings adapter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<List<Reference>> mirror(
        AdapterSettings adapter, List<MirrorRule> rules, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Reference> unfinishedLives(
        boolean inQuarantine, @Nullable Reference after, int limit) {
      List<Reference> page =
          (inQuarantine ? quarantined : unfinished)
              .stream()
                  .filter(image -> after == null || image.text().compareTo(after.text()) > 0)
                  .limit(limit)
                  .toList();
      longestPage = Math.max(longestPage, page.size());
      return page;
    }
  }

  private final class Lives implements LifeMessages {

    @Override
    public void unpulled(Reference image, String by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void displaced(Reference image, Reference name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(Reference image) {
      sent.add("start " + image);
    }

    @Override
    public void look(Reference image, String why) {
      sent.add("look " + image + " " + why);
    }

    @Override
    public void outcome(Reference image, Outcome outcome) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void usage(Telling.Said said) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean found(Telling.Find find) {
      throw new UnsupportedOperationException();
    }
  }

  private final class FakeLoops implements Loops {

    @Override
    public void scan(String source) {
      sent.add("scan " + source);
    }

    @Override
    public void sweep(String stage) {
      sent.add("sweep " + stage);
    }

    @Override
    public void promote(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scanNow(String source) {
      scan(source);
    }

    @Override
    public void sweepNow(String stage) {
      sweep(stage);
    }
  }
}
