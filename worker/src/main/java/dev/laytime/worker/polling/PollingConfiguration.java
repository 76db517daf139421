package dev.laytime.worker.polling;

import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.PollEnds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Has polls scheduled once the worker polls; one that is there for one command has none. */
@Configuration(proxyBeanMethods = false)
public class PollingConfiguration {

  /** How often schedules are put right that nobody here changed. */
  private static final Duration EVERY = Duration.ofHours(1);

  @Bean
  Polling polling(WorkflowClient client, MirrorPolls polls) {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .setIdentity(client.getOptions().getIdentity())
                .build());
    return new Polling(
        polls, new SchedulesOrCron(new TemporalSchedules(schedules), new CronPolls(client)));
  }

  @Bean
  PollEnds pollEnds(Polling polling, Announcements announcements) {
    return mirror -> announcements.send(List.of(polling.announcementOfEnd(mirror)));
  }

  @Bean(destroyMethod = "close")
  Repairs repairs(Polling polling, Announcements announcements) {
    return new Repairs(() -> announcements.send(List.of(polling.announcementOfAll())));
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> schedulingPolls(
      Repairs repairs, LaytimeProperties properties, Environment environment) {
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    return _ -> {
      if (managing) {
        repairs.start(EVERY);
      }
    };
  }
}
