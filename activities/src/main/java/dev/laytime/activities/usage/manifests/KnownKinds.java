package dev.laytime.activities.usage.manifests;

import java.util.Set;

/**
 * Kinds of which it is known where they name images: Kubernetes' own. Any other may do it anywhere.
 */
final class KnownKinds {

  private static final Set<String> GROUPS =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "apps",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "extensions",
          "flowcontrol.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          // What it calls an image is a repository to be watched.
          "image.toolkit.fluxcd.io");

  /** Those that have containers. */
  private static final Set<String> WORKLOADS =
      Set.of(
          "Pod",
          "PodTemplate",
          "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "DaemonSet",
          "ReplicationController",
          "Job",
          "CronJob");

  /** Those that also stand without a group, in patches, beside the workloads. */
  private static final Set<String> OTHERS =
      Set.of(
          "ConfigMap",
          "Secret",
          "Service",
          "ServiceAccount",
          "Namespace",
          "Ingress",
          "NetworkPolicy",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "StorageClass",
          "Role",
          "RoleBinding",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "List");

  private KnownKinds() {}

  /**
   * Whether a kind is one.
   *
   * @param apiVersion empty where it is not said
   */
  static boolean has(String apiVersion, String kind) {
    return apiVersion.isEmpty()
        ? isWorkload(kind) || OTHERS.contains(kind)
        : GROUPS.contains(apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/'))));
  }

  /** Whether a kind, of whatever group, is called like one of Kubernetes' that have containers. */
  static boolean isWorkload(String kind) {
    return WORKLOADS.contains(kind);
  }
}
