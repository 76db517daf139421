package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A cluster whose policy of admission refuses what is in nobody's name, or does not. */
final class AdmittingCluster implements ObjectApi {

  static final String POLICY =
      "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/" + ApprovalPolicy.NAME;
  static final String BINDING =
      "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/"
          + ApprovalPolicy.NAME;

  final FakeCluster cluster = new FakeCluster();
  final List<String> deleted = new ArrayList<>();
  boolean enforcing = true;

  /** Puts policy and binding there. */
  void admit(String created) throws IOException {
    cluster.put(POLICY, policy(created, ApprovalPolicy.POLICY_SPEC));
    cluster.put(BINDING, policy(created, ApprovalPolicy.BINDING_SPEC));
  }

  /** Quotes within expressions must not be mistaken for those of JSON. */
  static String policy(String created, JsonNode spec) {
    return "{\"metadata\": {\"creationTimestamp\": \"%s\"}, \"spec\": %s}"
        .formatted(created, spec.toString().replace("'", "\\u0027"));
  }

  @Override
  public Answer get(String path) {
    return cluster.get(path);
  }

  @Override
  public <T> List<T> list(String path, Function<JsonNode, List<T>> made) throws IOException {
    return cluster.list(path, made);
  }

  @Override
  public Answer create(String path, JsonNode object) {
    if (!path.endsWith("?dryRun=All")) {
      return cluster.create(path, object);
    }
    ObjectNode answer = new ObjectMapper().createObjectNode();
    return enforcing
        ? new Answer(
            403,
            answer.put(
                "message",
                "ValidatingAdmissionPolicy '%s' with binding '%s' denied request"
                    .formatted(ApprovalPolicy.NAME, ApprovalPolicy.NAME)))
        : new Answer(201, object);
  }

  @Override
  public Answer patch(String path, Patch kind, JsonNode patch) {
    return cluster.patch(path, kind, patch);
  }

  @Override
  public Answer delete(String path, JsonNode options) {
    deleted.add(path + " " + options.path("preconditions").path("uid").asText());
    return new Answer(200, MissingNode.getInstance());
  }
}
