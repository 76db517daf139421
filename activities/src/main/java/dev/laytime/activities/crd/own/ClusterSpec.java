package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live cluster.
 *
 * @param secretRef where its kubeconfig is
 * @param context in the kubeconfig; null for its current one
 * @param namespaces the only ones that are looked through; empty for all
 * @param irrelevantNamespaces that are not, where all others are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.secretRef)",
    message = "cluster.secretRef: expected which key of which Secret is its kubeconfig")
@ValidationRule(
    value =
        "!has(self.namespaces) || !has(self.irrelevantNamespaces) || self.namespaces.size() == 0 ||"
            + " self.irrelevantNamespaces.size() == 0",
    message = "cluster: expected namespaces or irrelevantNamespaces, not both")
public record ClusterSpec(
    @JsonPropertyDescription("The key of a Secret that is the cluster's kubeconfig")
        @Nullable SecretKeySpec secretRef,
    @Size(max = 253)
        @ValidationRule(
            value = "self.size() > 0",
            message = "cluster.context: expected a context of the kubeconfig")
        @JsonPropertyDescription("A context of the kubeconfig; without it, the current one")
        @Nullable String context,
    @Size(max = 200)
        @ValidationRule(value = ClusterSpec.NAMES, message = "namespaces: " + ClusterSpec.A_NAME)
        @JsonPropertyDescription("The only namespaces that are looked through; without them, all")
        List<String> namespaces,
    @Size(max = 200)
        @ValidationRule(
            value = ClusterSpec.NAMES,
            message = "irrelevantNamespaces: " + ClusterSpec.A_NAME)
        @JsonPropertyDescription("Namespaces that are not looked through, where all others are")
        List<String> irrelevantNamespaces) {

  static final String NAMES = "self.all(each, each.size() > 0 && each.size() <= 63)";
  static final String A_NAME = "expected names of namespaces, of 1 to 63 characters";

  public ClusterSpec {
    namespaces = Forms.list(namespaces);
    irrelevantNamespaces = Forms.list(irrelevantNamespaces);
  }
}
