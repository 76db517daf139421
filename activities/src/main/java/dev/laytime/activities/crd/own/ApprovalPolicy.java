package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.laytime.activities.crd.ObjectApi;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What has the API server refuse an approval in another's name: a policy of admission and its
 * binding. An approval is proven where both are as we ship them, were never changed, and are older
 * than it; and where the server is seen to enforce them. Whatever differs gets another name, so
 * that no change of ours is one of these.
 */
final class ApprovalPolicy {

  static final String NAME = "promotionapprovals-v1.laytime.dev";

  /** Servers learn of a policy a moment after it is there. */
  static final Duration SETTLED = Duration.ofSeconds(10);

  private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";
  private static final String POLICY = GROUP + "validatingadmissionpolicies/" + NAME;
  private static final String BINDING = GROUP + "validatingadmissionpolicybindings/" + NAME;
  private static final String DENIED = "ValidatingAdmissionPolicy '" + NAME + "'";
  private static final String NOBODY = "nobody:laytime-asks-whether-this-is-refused";

  static final JsonNode POLICY_SPEC =
      json(
          """
          {
            "failurePolicy": "Fail",
            "matchConstraints": {
              "matchPolicy": "Equivalent",
              "namespaceSelector": {},
              "objectSelector": {},
              "resourceRules": [
                {
                  "apiGroups": ["laytime.dev"],
                  "apiVersions": ["*"],
                  "operations": ["CREATE", "UPDATE"],
                  "resources": ["promotionapprovals"],
                  "scope": "*"
                }
              ]
            },
            "validations": [
              {
                "expression": "request.operation != 'CREATE' || object.spec.by ==\
           request.userInfo.username",
                "message": "spec.by: expected who you are, as kubectl auth whoami says it",
                "reason": "Forbidden"
              },
              {
                "expression": "request.operation != 'UPDATE' || object.spec == oldObject.spec",
                "message": "an approval is never changed: delete it, and make another one",
                "reason": "Forbidden"
              }
            ]
          }
          """);

  static final JsonNode BINDING_SPEC =
      json("{\"policyName\": \"" + NAME + "\", \"validationActions\": [\"Deny\"]}");

  private final ObjectApi api;
  private final AtomicReference<@Nullable Standing> known = new AtomicReference<>();

  /**
   * @param api of the cluster, for one round
   */
  ApprovalPolicy(ObjectApi api) {
    this.api = api;
  }

  /**
   * How policy and binding stand.
   *
   * @param lacks why they prove nothing; empty where they do
   * @param since since when they do
   */
  private record Standing(String lacks, Instant since) {}

  /**
   * Why an object's author is not proven.
   *
   * @param created when it was made
   * @param generation of it: what it says was not changed where that is the first
   * @return empty where it is proven
   * @throws IOException if nobody can say
   */
  String lacks(String namespace, Instant created, long generation) throws IOException {
    if (generation != 1) {
      return "it was changed after it was made";
    }
    Standing standing = known.get();
    if (standing == null) {
      standing = standing();
      known.set(standing);
    }
    if (!standing.lacks().isEmpty()) {
      return standing.lacks();
    }
    if (created.isBefore(standing.since().plus(SETTLED))) {
      return "it was made before policy %s was in force".formatted(NAME);
    }
    return enforced(namespace) ? "" : "the API server does not enforce policy " + NAME;
  }

  private Standing standing() throws IOException {
    Standing policy = standing("policy", POLICY, POLICY_SPEC);
    if (!policy.lacks().isEmpty()) {
      return policy;
    }
    Standing binding = standing("binding", BINDING, BINDING_SPEC);
    return binding.lacks().isEmpty() && binding.since().isBefore(policy.since()) ? policy : binding;
  }

  private Standing standing(String what, String path, JsonNode spec) throws IOException {
    ObjectApi.Answer answer = api.get(path);
    if (!answer.isOk()) {
      return lacking("%s %s: %s".formatted(what, NAME, answer.refusal()));
    }
    JsonNode metadata = answer.body().path("metadata");
    if (!answer.body().path("spec").equals(spec)
        || metadata.path("generation").asLong() != 1
        || metadata.hasNonNull("deletionTimestamp")) {
      return lacking("%s %s is not as it is shipped, or was changed".formatted(what, NAME));
    }
    Instant created = instant(metadata.path("creationTimestamp").asText());
    return created == null
        ? lacking("nobody knows since when %s %s is there".formatted(what, NAME))
        : new Standing("", created);
  }

  private static Standing lacking(String why) {
    return new Standing(why, Instant.MAX);
  }

  /** One in nobody's name must be refused, by this policy and no other reason; none is made. */
  private boolean enforced(String namespace) throws IOException {
    var approval = JsonMapper.builder().build().createObjectNode();
    approval.put("apiVersion", OwnKindsAdapter.APPROVALS.version());
    approval.put("kind", OwnKindsAdapter.APPROVALS.kind());
    approval.putObject("metadata").put("generateName", "laytime-asks-").put("namespace", namespace);
    approval
        .putObject("spec")
        .put("promotion", "promotion/none/none:none")
        .put("digest", "sha256:" + "0".repeat(64))
        .put("by", NOBODY);
    ObjectApi.Answer answer =
        api.create(OwnKindsAdapter.APPROVALS.path(namespace) + "?dryRun=All", approval);
    return !answer.isOk() && answer.body().path("message").asText().contains(DENIED);
  }

  static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
