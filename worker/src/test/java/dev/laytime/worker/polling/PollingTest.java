package dev.laytime.worker.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Reference;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.messages.Announcements;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;

class PollingTest {

  private static final MirrorPolls.Plan HUB = rule("stage.test/hub");
  private static final MirrorPolls.Plan QUAY = rule("stage.test/quay");

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Rules rules = new Rules();
  private final Schedules schedules = new Schedules();
  private final Polling polling = new Polling(rules, schedules);

  @Test
  void schedulesWhatIsWantedAndRemembersItBefore() {
    rules.wanted = List.of(HUB, QUAY);
    polling.schedule();
    assertThat(log)
        .containsExactly(
            "wrote stage.test/hub",
            "set stage.test/hub",
            "wrote stage.test/quay",
            "set stage.test/quay");
  }

  @Test
  void deletesWhatIsNotWantedAnyMoreAndForgetsItAfterwards() {
    rules.wanted = List.of(HUB, QUAY);
    polling.schedule();
    log.clear();
    rules.wanted = List.of(QUAY);
    polling.schedule();
    assertThat(log)
        .startsWith("delete stage.test/hub", "forgot stage.test/hub")
        .endsWith("set stage.test/quay");
    log.clear();
    polling.schedule();
    assertThat(log).doesNotContain("delete stage.test/hub");
  }

  @Test
  void setsOnlyWhatChangedSinceItWasMade() {
    rules.wanted = List.of(HUB, QUAY);
    polling.announcement().send().run();
    assertThat(log).contains("set stage.test/hub", "set stage.test/quay");
    log.clear();
    polling.announcement().send().run();
    assertThat(log).isEmpty();

    MirrorPolls.Plan changed =
        new MirrorPolls.Plan(HUB.mirror(), HUB.source(), HUB.target(), HUB.every(), true, "2");
    rules.wanted = List.of(changed, QUAY);
    polling.announcement().send().run();
    assertThat(log).containsExactly("wrote stage.test/hub", "set stage.test/hub");
  }

  @Test
  void setsAgainWhatTemporalDidNotTake() {
    rules.wanted = List.of(HUB);
    schedules.refusal = Status.UNAVAILABLE.asRuntimeException();
    assertThatThrownBy(polling.announcement().send()::run).isSameAs(schedules.refusal);
    schedules.refusal = null;
    log.clear();
    polling.announcement().send().run();
    assertThat(log).contains("set stage.test/hub");
  }

  @Test
  void setsEverythingFromTimeToTime() throws InterruptedException {
    rules.wanted = List.of(HUB);
    CountDownLatch passes = new CountDownLatch(3);
    try (Repairs repairs =
        new Repairs(() -> {
          polling.announcementOfAll().send().run();
          passes.countDown();
        })) {
      repairs.start(Duration.ofMillis(1));
      assertThat(passes.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(log.stream().filter("set stage.test/hub"::equals).count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void deletesTheScheduleOfWhatHasNothingLeftToDo() {
    rules.wanted = List.of(HUB, QUAY);
    polling.schedule();
    rules.wanted = List.of(QUAY);
    log.clear();
    polling.announcementOfEnd(HUB.mirror()).send().run();
    assertThat(log).containsExactly("delete stage.test/hub", "forgot stage.test/hub");
    assertThat(rules.unwanted()).isEmpty();
  }

  @Test
  void deletesNothingThatIsWantedAgainBeforeItsEndWasTold() {
    rules.wanted = List.of(HUB);
    polling.schedule();
    log.clear();
    polling.announcementOfEnd(HUB.mirror()).send().run();
    assertThat(log).isEmpty();
  }

  @Test
  void bringsBackWhatIsWantedAgainWhileItIsDeleted() {
    rules.wanted = List.of(HUB);
    polling.schedule();
    rules.wanted = List.of();
    schedules.meanwhile = () -> rules.wanted = List.of(HUB);
    log.clear();
    polling.announcementOfEnd(HUB.mirror()).send().run();
    assertThat(log)
        .startsWith("delete stage.test/hub", "forgot stage.test/hub")
        .endsWith("set stage.test/hub");
  }

  @Test
  void triesAgainWhatTemporalCannotDoNow() {
    rules.wanted = List.of(HUB);
    polling.schedule();
    rules.wanted = List.of();
    schedules.refusal = Status.UNAVAILABLE.asRuntimeException();
    assertThatThrownBy(polling.announcement().send()::run).isSameAs(schedules.refusal);
    assertThat(rules.unwanted()).containsExactly(HUB.mirror());

    schedules.refusal = null;
    polling.announcement().send().run();
    assertThat(rules.unwanted()).isEmpty();
  }

  @Test
  void doesForTheOthersWhatTemporalCannotDoForOneNow() {
    rules.wanted = List.of(HUB, QUAY);
    schedules.refusal = Status.DEADLINE_EXCEEDED.asRuntimeException();
    schedules.refused = HUB.mirror();
    assertThatThrownBy(polling::schedule).isSameAs(schedules.refusal);
    assertThat(log).contains("set stage.test/quay");
    assertThat(polling.announcement().lastAgain()).isTrue();
  }

  @Test
  void keepsNobodyWaitingForWhatTemporalRefusesForGood() {
    rules.wanted = List.of(HUB, QUAY);
    schedules.refusal = Status.PERMISSION_DENIED.asRuntimeException();
    polling.schedule();
    assertThat(log).contains("set stage.test/hub", "set stage.test/quay");

    rules.wanted = List.of();
    polling.schedule();
    assertThat(rules.unwanted()).as("it may be there all the same").hasSize(2);
  }

  @Test
  void takesCronOnlyWhereThereAreNoSchedules() {
    Schedules cron = new Schedules();
    PollSchedules both = new SchedulesOrCron(schedules, cron);
    both.set(HUB);
    assertThat(cron.done).isEmpty();

    schedules.refusal = Status.UNIMPLEMENTED.asRuntimeException();
    both.set(HUB);
    both.delete(HUB.mirror());
    assertThat(cron.done).containsExactly("set stage.test/hub", "delete stage.test/hub");

    schedules.refusal = Status.UNAVAILABLE.asRuntimeException();
    assertThatThrownBy(() -> both.set(HUB)).isSameAs(schedules.refusal);
    assertThatThrownBy(() -> both.delete(HUB.mirror())).isSameAs(schedules.refusal);
    assertThat(cron.done).hasSize(2);
  }

  @Test
  void beginsWithAWorkerThatManagesAndNotWithOneForACommand() throws InterruptedException {
    rules.wanted = List.of(HUB);
    start("true");
    assertThat(log).contains("set stage.test/hub");
    log.clear();
    start("false");
    assertThat(log).isEmpty();
  }

  private void start(String manage) throws InterruptedException {
    StandardEnvironment environment = new StandardEnvironment();
    environment.setActiveProfiles(EmbeddedConfiguration.PROFILE);
    LaytimeProperties properties =
        new Binder(new MapConfigurationPropertySource(Map.of("laytime.embedded.manage", manage)))
            .bindOrCreate("laytime", LaytimeProperties.class);
    PollingConfiguration configuration = new PollingConfiguration();
    try (Announcements announcements = new Announcements(Duration.ZERO, _ -> {});
        Repairs repairs = configuration.repairs(polling, announcements)) {
      configuration
          .schedulingPolls(repairs, properties, environment)
          .onApplicationEvent(
              new ApplicationReadyEvent(
                  new SpringApplication(),
                  new String[0],
                  new GenericApplicationContext(),
                  Duration.ZERO));
      boolean begins = Boolean.parseBoolean(manage);
      for (int tries = 0; announcements.pending() > 0 || (begins && log.isEmpty()); tries++) {
        assertThat(tries).as("10 ms each").isLessThan(3_000);
        Thread.sleep(10);
      }
    }
  }

  private static MirrorPolls.Plan rule(String target) {
    return new MirrorPolls.Plan(
        target,
        RepositoryPrefix.parse("docker.io/library"),
        RepositoryPrefix.parse(target),
        new PollInterval(Duration.ofMinutes(5)),
        false,
        "1");
  }

  private final class Schedules implements PollSchedules {
    private final List<String> done = new ArrayList<>();
    private @Nullable StatusRuntimeException refusal;
    private @Nullable String refused;
    private Runnable meanwhile = () -> {};

    @Override
    public void set(MirrorPolls.Plan plan) {
      say("set ", plan.mirror());
    }

    @Override
    public void now(String target) {
      say("now ", target);
    }

    @Override
    public void delete(String target) {
      say("delete ", target);
      meanwhile.run();
    }

    private void say(String what, String target) {
      log.add(what + target);
      done.add(what + target);
      if (refusal != null && (refused == null || refused.equals(target))) {
        throw refusal;
      }
    }
  }

  private final class Rules implements MirrorPolls {
    private final Set<String> scheduled = new LinkedHashSet<>();
    private final Map<String, String> made = new HashMap<>();
    private List<Plan> wanted = List.of();

    @Override
    public List<Plan> wanted() {
      return wanted;
    }

    @Override
    public List<Plan> changed() {
      return wanted.stream()
          .filter(plan -> !plan.edition().equals(made.get(plan.mirror())))
          .toList();
    }

    @Override
    public void scheduled(Plan plan) {
      made.put(plan.mirror(), plan.edition());
    }

    @Override
    public List<String> unwanted() {
      return scheduled.stream()
          .filter(target -> wanted.stream().noneMatch(plan -> plan.mirror().equals(target)))
          .toList();
    }

    @Override
    public void scheduling(String target) {
      log.add("wrote " + target);
      scheduled.add(target);
      made.put(target, "");
    }

    @Override
    public void unscheduled(String target) {
      log.add("forgot " + target);
      scheduled.remove(target);
      made.remove(target);
    }

    @Override
    public MirrorOrders orders(String mirror) {
      return wanted.stream()
          .filter(plan -> plan.mirror().equals(mirror))
          .map(plan -> new MirrorOrders(plan.source(), plan.target(), true, null, null))
          .findFirst()
          .orElse(MirrorOrders.NONE);
    }

    @Override
    public List<Owed> owed(String mirror, @Nullable Reference after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void offered(Owed owed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void waiting(PollWait wait) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean polled(PollReport report) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<RepositoryPrefix, PollReport> last() {
      throw new UnsupportedOperationException();
    }
  }
}
