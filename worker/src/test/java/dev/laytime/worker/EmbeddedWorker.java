package dev.laytime.worker;

import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole worker in this process, on free ports, and a client of its HTTP server. */
final class EmbeddedWorker implements AutoCloseable {

  /** Applications are started one after the other: logging is set up with each. */
  static final String ONE = "application";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final Path state;

  /**
   * Starts one.
   *
   * @param more options besides those that every one of these has
   */
  EmbeddedWorker(Path directory, String... more) {
    state = directory.resolve("state");
    List<String> options =
        new ArrayList<>(
            List.of(
                "--embedded",
                "--laytime.state=" + state,
                "--laytime.embedded.layouts[0]=" + directory.resolve("source"),
                "--laytime.embedded.layouts[1]=" + directory.resolve("target"),
                "--server.port=0",
                "--laytime.embedded.temporal-port=0",
                "--laytime.embedded.registry-port=0"));
    options.addAll(List.of(more));
    context = WorkerApplication.run(directory, options.toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Starts a copy of an image that is nowhere, through Temporal alone. */
  WorkflowStub copy(ImageLocation target) {
    return copy(
        new ImageCopy.Order(
            "request-1",
            ImageLocation.parse("127.0.0.1:1/app:1"),
            new Digest("sha256:" + "ab".repeat(32)),
            target,
            List.of(),
            true,
            Duration.ofSeconds(20)));
  }

  /** Starts a copy, through Temporal alone. */
  WorkflowStub copy(ImageCopy.Order order) {
    WorkflowStub copy =
        bean(WorkflowClient.class)
            .newUntypedWorkflowStub(
                "ImageCopy",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.LAYTIME)
                    .setWorkflowId(WorkflowIds.copy(order.target()))
                    .build());
    copy.start(order);
    return copy;
  }

  /** What {@code worker.json} says. */
  String file() throws IOException {
    return Files.readString(fileName());
  }

  Path fileName() {
    return state.resolve("worker.json");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
