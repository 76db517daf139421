package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a Job runs on.
 *
 * @param architecture of those that it is for, as Go spells it; null for any
 * @param required whether it waits for one of these; else it would only rather run there
 * @param tolerations taints of nodes that it runs on all the same
 */
public record JobNodes(
    @Nullable String architecture, boolean required, List<JobToleration> tolerations) {

  /** Those that take everybody. */
  public static final JobNodes ANY = new JobNodes(null, false, List.of());

  /** The greatest weight that a cluster knows. */
  private static final int MOST = 100;

  public JobNodes {
    tolerations = List.copyOf(tolerations);
  }

  /** Whether nodes of other architectures will not do. */
  public boolean isBound() {
    return required && architecture != null;
  }

  /** Writes them to a Pod. */
  void write(ObjectNode pod) {
    if (architecture != null) {
      ObjectNode affinity = pod.putObject("affinity").putObject("nodeAffinity");
      term(required ? required(affinity) : preferred(affinity), architecture);
    }
    if (!tolerations.isEmpty()) {
      ArrayNode all = pod.putArray("tolerations");
      tolerations.forEach(each -> each.write(all.addObject()));
    }
  }

  private static ObjectNode required(ObjectNode affinity) {
    return affinity
        .putObject("requiredDuringSchedulingIgnoredDuringExecution")
        .putArray("nodeSelectorTerms")
        .addObject();
  }

  /** Where no such node is, another may run its programs all the same. */
  private static ObjectNode preferred(ObjectNode affinity) {
    return affinity
        .putArray("preferredDuringSchedulingIgnoredDuringExecution")
        .addObject()
        .put("weight", MOST)
        .putObject("preference");
  }

  private static void term(ObjectNode term, String architecture) {
    term.putArray("matchExpressions")
        .addObject()
        .put("key", "kubernetes.io/arch")
        .put("operator", "In")
        .putArray("values")
        .add(architecture);
  }
}
