package dev.laytime.worker.api;

import dev.laytime.activities.build.StrategyBuilders;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.activities.registry.client.Quota;
import dev.laytime.activities.registry.client.RegistryBudget;
import dev.laytime.activity.Outcome;
import dev.laytime.image.Reference;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.health.QueueTrouble;
import dev.laytime.worker.health.RegistryBudgets;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.FakeTelling;
import dev.laytime.worker.messages.LifeMessages;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.workflow.TaskQueues;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The API alone on a free port, over a ledger that is none, and a client of it. */
final class ApiServer implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  ApiServer(Map<String, Object> properties) {
    this(properties, Configuration.class);
  }

  ApiServer(Map<String, Object> properties, Class<? extends Configuration> configuration) {
    SpringApplication application = new SpringApplication(configuration);
    application.setDefaultProperties(
        Map.of(
            "spring.config.location", "optional:classpath:/none/",
            "spring.main.banner-mode", "off",
            "spring.mvc.problemdetails.enabled", "true",
            "server.address", "127.0.0.1",
            "server.port", "0"));
    context =
        application.run(
            properties.entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new));
  }

  FakeLedger ledger() {
    return context.getBean(FakeLedger.class);
  }

  FakePromotions promotions() {
    return context.getBean(FakePromotions.class);
  }

  FakeBuilds builds() {
    return context.getBean(FakeBuilds.class);
  }

  /** The next message that a life got. */
  String told() throws InterruptedException {
    return String.valueOf(context.getBean(Lives.class).told.poll(30, TimeUnit.SECONDS));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, @Nullable String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The same with any headers. */
  HttpResponse<String> postWith(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The first line of the answer to a request whose {@code Host} no client library would send. */
  String statusLine(String path, String host) throws IOException {
    URI uri = uri(path);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().orElse("").strip();
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }

  private URI uri(String path) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "io.temporal.spring.boot.autoconfigure.MetricsScopeAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.NonRootNamespaceAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.TestServerAutoConfiguration",
      })
  @EnableConfigurationProperties(LaytimeProperties.class)
  @Import({GateConfiguration.class, ApiConfiguration.class, BuildApiConfiguration.class})
  static class Configuration {

    @Bean
    FakeTelling telling() {
      return new FakeTelling(new CopyOnWriteArrayList<>());
    }

    @Bean
    FakeLedger ledger(FakeTelling telling) {
      return new FakeLedger(telling);
    }

    @Bean
    FakePromotions promotions() {
      return new FakePromotions();
    }

    @Bean
    FakeBuilds builds() {
      return new FakeBuilds();
    }

    @Bean
    StrategyLogs logs(FakeBuilds builds) {
      return builds.logs();
    }

    @Bean
    StrategyBuilders builders(FakeBuilds builds) {
      return builds.builders();
    }

    @Bean
    QueueTrouble queues() {
      return needed ->
          needed.stream()
              .filter(queue -> !queue.equals(TaskQueues.LAYTIME))
              .collect(Collectors.toMap(queue -> queue, queue -> "nobody polls " + queue));
    }

    @Bean
    RegistryBudgets budgets() {
      return () ->
          Map.of("docker.io", new RegistryBudget(Duration.ofMinutes(14), new Quota(100, 0)));
    }

    @Bean
    OwedWords owed(FakeTelling telling, Lives lives) {
      return new OwedWords(telling, lives);
    }

    @Bean
    Lives lives() {
      return new Lives();
    }

    @Bean(destroyMethod = "close")
    Announcements announcements() {
      return new Announcements(Duration.ZERO, _ -> {});
    }
  }

  static final class Lives implements LifeMessages {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

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
      throw new UnsupportedOperationException();
    }

    @Override
    public void look(Reference image, String why) {
      told.addAll(List.of("look " + image + ": " + why));
    }

    @Override
    public void outcome(Reference image, Outcome outcome) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void usage(Telling.Said said) {
      told.add("usage " + said.image() + ": " + said.word().count());
    }

    @Override
    public boolean found(Telling.Find find) {
      throw new UnsupportedOperationException();
    }
  }
}
