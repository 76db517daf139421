package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How work is done as a Job, in a cluster whose time goes by in pauses. */
class JobsTest {

  private static final String NAME = "work-1";
  private static final JobRequest REQUEST = request("work");

  private final FakeCluster cluster = new FakeCluster();
  private final Jobs jobs = new Jobs(cluster::open, cluster.ticks, JobOwner.ALONE);
  private final AtomicInteger seen = new AtomicInteger();

  @Test
  void makesAJobAndItsSecretAndWaitsForItsEnd() throws Exception {
    cluster.in(2, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));

    assertThat(cluster.writes).containsExactly("create job", "create secret");
    assertThat(seen).hasValue(3);
    ObjectNode job = Objects.requireNonNull(cluster.job(NAME));
    JsonNode secret = secrets().getFirst();
    assertThat(secret.at("/metadata/ownerReferences/0/uid")).isEqualTo(job.at("/metadata/uid"));
    assertThat(job.at("/spec/template/spec/volumes/1/secret/secretName"))
        .isEqualTo(secret.at("/metadata/name"));
    assertThat(secret.at("/stringData/config.json").asText()).isEqualTo("canary");
  }

  @Test
  void writesSecretsIntoTheSecretAlone() throws Exception {
    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));

    var _ = run();

    assertThat(String.valueOf(cluster.job(NAME))).doesNotContain("canary");
    assertThat(REQUEST.toString()).contains("config.json").doesNotContain("canary");
  }

  @Test
  void waitsForTheJobThatAnotherWorkerMade() throws Exception {
    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));
    cluster.put(NAME, ours("work"));

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));

    assertThat(cluster.writes).doesNotContain("create job", "delete job");
  }

  /** Who made it may have been killed right after. */
  @Test
  void givesAJobThatLacksItsSecretThatSecret() throws Exception {
    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));
    ObjectNode made = cluster.put(NAME, ours("work"));

    var _ = run();

    assertThat(secrets()).hasSize(1);
    assertThat(secrets().getFirst().at("/metadata/name").asText()).isEqualTo("work-1-abc");
    assertThat(secrets().getFirst().at("/metadata/ownerReferences/0/uid"))
        .isEqualTo(made.at("/metadata/uid"));
  }

  @Test
  void takesOneThatIsDoneForDone() throws Exception {
    cluster.put(NAME, ours("work"));
    cluster.condition(NAME, "Complete", "");

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void triesAgainWhatFailedBefore() throws Exception {
    ObjectNode old = cluster.put(NAME, ours("work"));
    cluster.condition(NAME, "Failed", "BackoffLimitExceeded");
    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));

    assertThat(cluster.writes).containsExactly("delete job", "create job", "create secret");
    assertThat(cluster.removals.getFirst().at("/preconditions/uid"))
        .isEqualTo(old.at("/metadata/uid"));
    assertThat(cluster.removals.getFirst().path("propagationPolicy").asText())
        .isEqualTo("Background");
  }

  /** A worker may end before it has told how its Job did. */
  @Test
  void answersWithTheFailureOfTheSameAttempt() throws Exception {
    JobRequest first = attempt("1");
    cluster.put(
        NAME, ours("work").replace("\"laytime.dev/what\":\"it\"", "\"laytime.dev/attempt\":\"1\""));
    cluster.condition(NAME, "Failed", "BackoffLimitExceeded");

    assertThat(jobs.run(first, () -> {})).isInstanceOf(JobOutcome.Failed.class);
    assertThat(cluster.writes).isEmpty();

    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));
    assertThat(jobs.run(attempt("2"), () -> {})).isEqualTo(new JobOutcome.Succeeded(""));
    assertThat(cluster.writes).containsExactly("delete job", "create job", "create secret");
  }

  private static JobRequest attempt(String attempt) {
    return new JobRequest(
        REQUEST.namespace(),
        REQUEST.name(),
        REQUEST.kind(),
        Map.of(JobRequest.ATTEMPT, attempt),
        REQUEST.pod(),
        REQUEST.deadline(),
        REQUEST.kept());
  }

  @Test
  void leavesSomebodyElsesJobAlone() throws Exception {
    cluster.put(NAME, "{}");

    assertThat(failure(run())).isEqualTo(JobFailure.TAKEN);
    jobs.cancel(REQUEST);
    cluster.put(NAME, ours("other"));
    assertThat(failure(run())).isEqualTo(JobFailure.TAKEN);
    jobs.cancel(REQUEST);

    assertThat(cluster.writes).isEmpty();
  }

  /** Whoever may write there can write our labels, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "registry.test/laytime:1 | registry.test/other:1",
        "[\"do\",\"it\"] | [\"do\",\"nothing\"]",
        "\"value\":\"/tmp\" | \"value\":\"/\"",
        "\"args\" | \"command\":[\"true\"],\"args\"",
        "\"containers\" | \"initContainers\":[{}],\"containers\"",
        "\"args\" | \"envFrom\":[{\"secretRef\":{\"name\":\"x\"}}],\"args\"",
        "\"args\" | \"lifecycle\":{\"postStart\":{}},\"args\"",
        "\"mountPath\":\"/tmp\" | \"mountPath\":\"/run\"",
        "\"emptyDir\" | \"hostPath\"",
        "\"runAsUser\":10001 | \"runAsUser\":0",
        "\"dnsPolicy\" | \"hostNetwork\":true,\"dnsPolicy\"",
        "\"dnsPolicy\" | \"serviceAccountName\":\"admin\",\"dnsPolicy\"",
        "\"automountServiceAccountToken\":false | \"automountServiceAccountToken\":true",
      })
  void countsNoJobThatDoesSomethingElse(String what, String other) throws Exception {
    String ours = ours("work");
    assertThat(ours).contains(what);
    cluster.put(NAME, ours.replace(what, other));
    cluster.condition(NAME, "Complete", "");

    assertThat(failure(run())).isEqualTo(JobFailure.TAKEN);
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void countsOneThatItsClusterPutsSomewhere() throws Exception {
    cluster.put(
        NAME,
        ours("work")
            .replace("\"dnsPolicy\"", "\"nodeSelector\":{\"pool\":\"builds\"},\"dnsPolicy\"")
            .replace("\"2Gi\"", "\"2048Mi\""));
    cluster.condition(NAME, "Complete", "");

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | jobs.batch is forbidden: exceeded quota: q | QUOTA",
        "403 | User \"u\" cannot create resource \"jobs\" | FORBIDDEN",
        "403 | admission webhook denied it | REFUSED",
        "404 | namespaces \"ns\" not found | REFUSED",
        "422 | spec.template: Invalid value | REFUSED",
      })
  void saysWhyTheClusterTakesNone(int status, String said, JobFailure failure) throws Exception {
    cluster.jobAnswer = answer(status, said);

    assertThat(run())
        .isInstanceOfSatisfying(
            JobOutcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(failure);
              assertThat(failed.said()).contains(said);
            });
  }

  @Test
  void leavesNoJobWithoutItsSecret() throws Exception {
    cluster.secretAnswer = answer(403, "User \"u\" cannot create resource \"secrets\"");

    assertThat(failure(run())).isEqualTo(JobFailure.FORBIDDEN);
    assertThat(cluster.job(NAME)).isNull();
  }

  @Test
  void takesAServerInTroubleForUnknown() {
    cluster.jobAnswer = answer(503, "etcd");

    assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining("etcd");
  }

  @Test
  void givesUpAnImageThatCannotBePulled() throws Exception {
    cluster.in(
        3,
        () ->
            cluster.pod(
                NAME,
                "{'phase': 'Pending', 'containerStatuses': [{'name': 'work', 'state': {'waiting':"
                    + " {'reason': 'ImagePullBackOff', 'message': 'no such image'}}}]}"));

    assertThat(run())
        .isEqualTo(
            new JobOutcome.Failed(JobFailure.IMAGE_PULL, "ImagePullBackOff: no such image", ""));
    assertThat(cluster.job(NAME)).as("nothing is left to pull for ever").isNull();
    assertThat(cluster.ticks.nanos()).isGreaterThanOrEqualTo(Duration.ofMinutes(2).toNanos());
  }

  @Test
  void waitsForAnImageThatComesInTheEnd() throws Exception {
    cluster.in(
        1,
        () ->
            cluster.pod(
                NAME,
                "{'phase': 'Pending', 'containerStatuses': [{'name': 'work', 'state': {'waiting':"
                    + " {'reason': 'ErrImagePull'}}}]}"));
    cluster.in(50, () -> cluster.pod(NAME, "{'phase': 'Running'}"));
    cluster.in(400, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));
    assertThat(cluster.opened).as("tokens are read anew").isGreaterThan(3);
  }

  @Test
  void asksForTheLogWhereThePodSaysNothing() throws Exception {
    cluster.in(
        1,
        () -> {
          cluster.pod(NAME, "{'phase': 'Failed'}");
          cluster.condition(NAME, "Failed", "BackoffLimitExceeded");
        });
    cluster.log = "no such tag\n";

    assertThat(run())
        .isEqualTo(new JobOutcome.Failed(JobFailure.PROGRAM, "its Pod failed", "no such tag"));
  }

  @Test
  void waitsForAServerThatDoesNotAnswerForAMinute() throws Exception {
    cluster.in(1, () -> cluster.away = true);
    cluster.in(20, () -> cluster.away = false);
    cluster.in(22, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(run()).isEqualTo(new JobOutcome.Succeeded(""));
  }

  @Test
  void doesNotKnowWhatASilentServerHas() {
    cluster.in(1, () -> cluster.away = true);

    assertThatThrownBy(this::run).isInstanceOf(IOException.class);
    assertThat(cluster.job(NAME)).as("it may be underway").isNotNull();
  }

  @Test
  void noticesThatItIsGone() throws Exception {
    cluster.in(1, () -> cluster.objects.clear());

    assertThat(failure(run())).isEqualTo(JobFailure.GONE);
  }

  @Test
  void leavesItToTheNextWhereThisProcessEnds() {
    cluster.in(1, () -> Thread.currentThread().interrupt());

    assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
    assertThat(cluster.job(NAME)).isNotNull();
  }

  @Test
  void takesAwayWhatNobodyWants() throws Exception {
    cluster.in(1, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);

    jobs.cancel(REQUEST);
    jobs.cancel(REQUEST);

    assertThat(cluster.job(NAME)).isNull();
    assertThat(cluster.writes).containsOnlyOnce("delete job");
  }

  private JobOutcome run() throws IOException, InterruptedException {
    return jobs.run(REQUEST, seen::incrementAndGet);
  }

  private List<ObjectNode> secrets() {
    return cluster.objects.entrySet().stream()
        .filter(object -> object.getKey().startsWith(FakeCluster.SECRETS))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static JobFailure failure(JobOutcome outcome) {
    return ((JobOutcome.Failed) outcome).failure();
  }

  private static JobApi.Answer answer(int status, String message) {
    return new JobApi.Answer(status, FakeCluster.JSON.createObjectNode().put("message", message));
  }

  /** As a cluster shows it: with what it fills in. */
  private static String ours(String kind) {
    ObjectNode job = manifest(request(kind), "work-1-abc");
    ObjectNode pod = (ObjectNode) job.at("/spec/template/spec");
    pod.put("dnsPolicy", "ClusterFirst").put("schedulerName", "default-scheduler");
    ((ObjectNode) pod.at("/containers/0")).put("terminationMessagePath", "/dev/termination-log");
    return job.toString();
  }

  static ObjectNode manifest(JobRequest request, String secret) {
    return JobManifest.job(
        JobKey.of(request.namespace(), request.name(), request.kind(), ""), request, secret);
  }

  static JobRequest request(String kind) {
    return request(kind, step(kind, PodSecurity.restricted(10001)), List.of());
  }

  static JobRequest request(String kind, JobStep main, List<JobStep> before) {
    return new JobRequest(
        "ns",
        NAME,
        kind,
        Map.of("laytime.dev/what", "it"),
        new JobPod(
            before,
            main,
            new SecretFiles(Map.of("config.json", "canary")),
            List.of("pull"),
            PodMarks.NONE,
            JobNodes.ANY),
        Duration.ofMinutes(30),
        Duration.ofSeconds(40));
  }

  static JobStep step(String name, PodSecurity security) {
    return new JobStep(
        name,
        "registry.test/laytime:1",
        List.of(),
        List.of("do", "it"),
        Map.of("HOME", "/tmp"),
        List.of(
            new JobMount.Scratch("scratch-0", "/tmp", false),
            new JobMount.OwnFiles("/run/laytime", List.of())),
        new JobResources("100m", "1Gi", "2Gi"),
        security);
  }
}
