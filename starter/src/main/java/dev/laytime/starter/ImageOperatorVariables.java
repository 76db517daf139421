package dev.laytime.starter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What image-operator's environment says, as options of a worker; its logins are no options. */
final class ImageOperatorVariables {

  static final String ADAPTER = "--laytime.adapters.image-operator.";

  /** Of image-operator's namespace: objects that are made for Pods are there. */
  private static final String NAMESPACE = "image-operator";

  private static final String DEFAULT_REGISTRY = "DESTINATION_DEFAULT_REGISTRY";

  /** Those that say how image-operator does what is not done that way here. */
  private static final List<String> UNUSED =
      List.of("API_AWS_PAGE_ITEMS_COUNT", "API_AWS_PAGE_MAX");

  /** Those that have Jobs log in to ECR as their Pod's role. */
  private static final List<String> IRSA =
      List.of("DESTINATION_DEFAULT_AWS_IRSA_USAGE", "SKOPEO_IMAGE_AWS_IRSA");

  /** Those that say how Jobs run, which are needed for isolation alone. */
  private static final List<String> OF_JOBS =
      List.of("JOB_DELETION_DELAY_SECONDS", "PULL_JOB_NAMESPACE", "SKOPEO_IMAGE", "SKOPEO_VERSION");

  private static final String ISOLATION = "LAYTIME_COMPAT_ISOLATION";

  private final Map<String, String> environment;

  ImageOperatorVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add(ADAPTER + "namespace=" + NAMESPACE);
    if (isTrue("DISABLE_SRC_TLS_VERIFICATION")) {
      options.add(ADAPTER + "source-insecure=true");
    }
    if (isTrue("DISABLE_DEST_TLS_VERIFICATION")) {
      options.add(ADAPTER + "destination-insecure=true");
    }
    if (isOnTheFly() && !said(DEFAULT_REGISTRY).isEmpty()) {
      options.add(ADAPTER + "copy-on-the-fly.registry=" + said(DEFAULT_REGISTRY));
      List<String> namespaces = namespaces();
      for (int i = 0; i < namespaces.size(); i++) {
        options.add(ADAPTER + "copy-on-the-fly.namespaces[%d]=%s".formatted(i, namespaces.get(i)));
      }
    }
    if (isTrue("FEATURE_DOCKERHUB_RATE_LIMIT_ENABLED")) {
      options.add(ADAPTER + "quota-every=" + seconds());
    }
    if (!said(ISOLATION).isEmpty()) {
      options.add(ADAPTER + "isolation=" + said(ISOLATION));
    }
    if (isIsolated()) {
      options.addAll(jobs());
    }
    return options;
  }

  private List<String> jobs() {
    List<String> options = new ArrayList<>();
    if (!said("PULL_JOB_NAMESPACE").isEmpty()) {
      options.add(ADAPTER + "jobs.namespace=" + said("PULL_JOB_NAMESPACE"));
    }
    if (said("JOB_DELETION_DELAY_SECONDS").matches("[1-9][0-9]{0,8}")) {
      options.add(ADAPTER + "jobs.delete-after=%ss".formatted(said("JOB_DELETION_DELAY_SECONDS")));
    }
    if (namesOurs()) {
      options.add(
          ADAPTER + "jobs.image=%s:%s".formatted(said("SKOPEO_IMAGE"), said("SKOPEO_VERSION")));
    }
    return options;
  }

  private boolean isIsolated() {
    return said(ISOLATION).equals("job");
  }

  /** An image of skopeo would not know what it is asked to do. */
  private boolean namesOurs() {
    String image = said("SKOPEO_IMAGE");
    return !image.isEmpty()
        && !said("SKOPEO_VERSION").isEmpty()
        && !image.substring(image.lastIndexOf('/') + 1).equals("skopeo");
  }

  /** What somebody should know who sets more than is served. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (isOnTheFly() && said(DEFAULT_REGISTRY).isEmpty()) {
      notes.add("copy on the fly is off: it needs " + DEFAULT_REGISTRY);
    }
    if (isTrue("GRAPHQL_API_ENABLED")) {
      notes.add("GRAPHQL_API_ENABLED: the GraphQL API and its pages are not served");
    }
    if (environment.keySet().stream().anyMatch(ImageOperatorVariables::isOfBuilds)) {
      notes.add(
          "BUILDAH_…: objects of kind ImageBuilder are built as adapters.image-operator.builders"
              + " says");
    }
    if (isIsolated() && !said("SKOPEO_IMAGE").isEmpty() && !namesOurs()) {
      notes.add(
          "SKOPEO_IMAGE: not used: Jobs run Laytime's own image; let SKOPEO_IMAGE and"
              + " SKOPEO_VERSION name one");
    }
    List<String> withoutJobs =
        OF_JOBS.stream().filter(name -> !isIsolated() && !said(name).isEmpty()).toList();
    if (!withoutJobs.isEmpty()) {
      notes.add(
          "%s: not used, as copies need no Jobs; for some all the same, set %s=job"
              .formatted(String.join(", ", withoutJobs), ISOLATION));
    }
    List<String> irsa = IRSA.stream().filter(this::isTrue).toList();
    if (!irsa.isEmpty()) {
      notes.add(
          ("%s: the worker logs in to ECR where its configuration says so: set"
                  + " registries[].login: ecr for each host of ECR")
              .formatted(String.join(", ", irsa)));
    }
    List<String> unused = UNUSED.stream().filter(name -> !said(name).isEmpty()).toList();
    if (!unused.isEmpty()) {
      notes.add(
          "%s: not used, as tags are listed by the registries' own ways"
              .formatted(String.join(", ", unused)));
    }
    return notes;
  }

  /** Whether image-operator itself would follow no objects. */
  boolean followsNothing() {
    return isTrue("AVOID_OPERATOR");
  }

  private static boolean isOfBuilds(String name) {
    return name.startsWith("BUILDAH_") || name.equals("BUILD_JOB_NAMESPACE");
  }

  /** Its README calls it otherwise than its code. */
  private boolean isOnTheFly() {
    return isTrue("FEATURE_COPY_ON_THE_FLY_ENABLED") || isTrue("FEATURE_COPY_ON_THE_FLY");
  }

  private List<String> namespaces() {
    return Stream.of(said("FEATURE_COPY_ON_THE_FLY_NAMESPACES_ALLOWED"))
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** As image-operator: what is no number is its default. */
  private String seconds() {
    String said = said("FEATURE_DOCKERHUB_RATE_LIMIT_FREQUENCY_SECOND");
    return (said.matches("[1-9][0-9]{0,8}") ? said : "60") + "s";
  }

  private boolean isTrue(String name) {
    return said(name).equals("true");
  }

  private String said(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
