package dev.laytime.worker.adapters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobPod;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.JobResources;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activities.job.SecretFiles;
import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Passage;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.worker.configuration.JobsProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An errand as a Job of our own image, which copies by digest. Its logins are those of the two
 * registries, in files of a Secret.
 */
final class CopyJob {

  /** The kind of these Jobs. */
  static final String KIND = "copy";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILES = "/run/laytime";

  /** What a Pod leaves there its cluster keeps with its status. */
  private static final String RESULT = "/dev/termination-log";

  /** Of our image: nobody's number anywhere else. */
  private static final long USER = 10001;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Whatever a Job says becomes no label of a metric but these. */
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH");

  private static final List<String> PROXIES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy");

  private final JobsProperties jobs;
  private final Map<String, String> environment;
  private final String namespace;

  /**
   * @param environment of the worker, of which the way through proxies is handed on
   * @throws IllegalArgumentException if it is not known where Jobs run
   */
  CopyJob(JobsProperties jobs, Map<String, String> environment) {
    this.jobs = jobs;
    this.environment = Map.copyOf(environment);
    this.namespace = jobs.namespace(environment);
  }

  /**
   * The same for the same image on the same way and occasion.
   *
   * @throws IOException if a file for TLS cannot be read
   */
  JobRequest request(Errand errand) throws IOException {
    String source = "%s@%s".formatted(errand.source(), errand.digest());
    String destination = "%s@%s".formatted(errand.destination(), errand.digest());
    List<String> arguments = arguments(errand);
    return new JobRequest(
        namespace,
        JobRequest.named(
            "laytime-copy",
            source,
            destination,
            errand.referrers() ? "with referrers" : "alone",
            errand.occasion(),
            // What an older version began runs something else: it is no answer, and in nobody's
            // way.
            jobs.requiredImage(),
            String.join(" ", arguments)),
        KIND,
        Map.of(
            "laytime.dev/mirror", errand.mirror(),
            "laytime.dev/source", source,
            "laytime.dev/destination", destination),
        JobPod.of(step(arguments), new SecretFiles(files(errand)), jobs.pullSecrets()),
        jobs.longest(),
        jobs.stay());
  }

  /** Tried once: who carries tries again, and tells why it takes so long. */
  private List<String> arguments(Errand errand) {
    return new CopyStep(
            new ImageLocation.InRegistry(errand.source().pinned(errand.digest())),
            new ImageLocation.InRegistry(errand.destination().pinned(errand.digest())),
            errand.referrers(),
            jobs.longest(),
            Duration.ZERO,
            RESULT)
        .arguments();
  }

  private JobStep step(List<String> arguments) {
    return new JobStep(
        KIND,
        jobs.requiredImage(),
        List.of(),
        arguments,
        variables(),
        List.of(
            new JobMount.Scratch("scratch", "/tmp", false),
            new JobMount.OwnFiles(FILES, List.of())),
        new JobResources("100m", jobs.memory(), "1Gi"),
        PodSecurity.restricted(USER));
  }

  /**
   * What a Job says that it did; nothing of what cannot be understood, as where another image's
   * words are read.
   */
  static CopyResult result(Digest digest, String message) {
    JsonNode told;
    try {
      told = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      told = MissingNode.getInstance();
    }
    Map<String, Integer> requests = new TreeMap<>();
    told.path("requests").properties().forEach(each -> count(requests, each));
    return new CopyResult(
        digest,
        (int) number(told, "manifestsCopied", Integer.MAX_VALUE),
        (int) number(told, "referrersCopied", Integer.MAX_VALUE),
        (int) number(told, "blobsCopied", Integer.MAX_VALUE),
        (int) number(told, "blobsMounted", Integer.MAX_VALUE),
        (int) number(told, "blobsPresent", Integer.MAX_VALUE),
        number(told, "bytesCopied", Long.MAX_VALUE),
        new CopyEffort(requests, number(told, "bytesSaved", Long.MAX_VALUE), 0, 0, 0));
  }

  private static void count(Map<String, Integer> requests, Map.Entry<String, JsonNode> told) {
    if (METHODS.contains(told.getKey()) && told.getValue().asInt() > 0) {
      requests.put(told.getKey(), told.getValue().asInt());
    }
  }

  private static long number(JsonNode told, String name, long most) {
    return Math.clamp(told.path(name).asLong(), 0, most);
  }

  /** A proxy that asks for a password is not handed on: anybody may read a Job. */
  private Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("DOCKER_CONFIG", FILES);
    variables.put("LAYTIME_CONFIG", FILES + "/laytime.yaml");
    for (String name : PROXIES) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty() && value.indexOf('@') < 0) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  private static Map<String, String> files(Errand errand) throws IOException {
    Map<String, String> files = new TreeMap<>();
    ObjectNode auths = JSON.createObjectNode();
    ObjectNode settings = JSON.createObjectNode();
    ArrayNode registries = settings.putArray("registries");
    // Who may write may read as well: of two logins to one registry that one counts.
    add(errand.writing(), "destination", auths, registries, files);
    if (!errand.reading().host().equals(errand.writing().host())) {
      add(errand.reading(), "source", auths, registries, files);
    }
    ObjectNode docker = JSON.createObjectNode();
    docker.set("auths", auths);
    files.put("config.json", docker.toString());
    files.put("laytime.yaml", settings.toString());
    return files;
  }

  private static void add(
      Passage passage,
      String role,
      ObjectNode auths,
      ArrayNode registries,
      Map<String, String> files)
      throws IOException {
    JsonNode login = login(passage.credential());
    if (login != null && !auths.has(passage.login())) {
      auths.set(passage.login(), login);
    }
    ObjectNode registry = registries.addObject().put("host", passage.host());
    if (passage.endpoint() != null) {
      registry.put("endpoint", passage.endpoint().toString());
    }
    if (passage.insecure() != null) {
      registry.put("insecure", passage.insecure());
    }
    registry.put("allow-private", passage.allowPrivate());
    if (passage.share().isPositive()) {
      registry.put("requests-per-second", (double) SECOND / passage.share().toNanos());
    }
    add(passage.tls().ca(), "ca", role, registry, files);
    add(passage.tls().certificate(), "client-cert", role, registry, files);
    add(passage.tls().key(), "client-key", role, registry, files);
  }

  private static void add(
      @Nullable Path file, String key, String role, ObjectNode registry, Map<String, String> files)
      throws IOException {
    if (file != null) {
      String name = "%s-%s.pem".formatted(role, key);
      files.put(name, Files.readString(file));
      registry.put(key, FILES + "/" + name);
    }
  }

  private static @Nullable JsonNode login(@Nullable Credential credential) {
    return switch (credential) {
      case null -> null;
      case Credential.UsernamePassword(var username, var password) ->
          JSON.createObjectNode()
              .put(
                  "auth",
                  Base64.getEncoder()
                      .encodeToString(
                          (username + ":" + password).getBytes(StandardCharsets.UTF_8)));
      case Credential.IdentityToken(var token, _) ->
          JSON.createObjectNode().put("identitytoken", token);
    };
  }
}
