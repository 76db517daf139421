package dev.laytime.activities.crd.qebbeq;

import dev.laytime.mirror.OrderLimits;
import java.util.List;

/**
 * What a person says about Qebbeq's objects.
 *
 * @param host only images of this registry are tracked, exactly as Pods write it
 * @param namespace where their objects are made
 * @param mirrorNamespaces the only ones whose mirrors count, {@code *} for all; empty for the
 *     controller's alone
 * @param limits whose names order anything by mirrors
 */
public record QebbeqSettings(
    String host, String namespace, List<String> mirrorNamespaces, OrderLimits limits) {

  private static final String ALL = "*";

  public QebbeqSettings {
    mirrorNamespaces = List.copyOf(mirrorNamespaces);
  }

  /** By whose mirrors everybody orders. */
  public QebbeqSettings(String host, String namespace, List<String> mirrorNamespaces) {
    this(host, namespace, mirrorNamespaces, OrderLimits.NONE);
  }

  /** Whether a mirror counts at all. */
  boolean counts(ObjectKey mirror) {
    return mirrorNamespaces.isEmpty()
        ? mirror.namespace().equals(namespace)
        : mirrorNamespaces.contains(ALL) || mirrorNamespaces.contains(mirror.namespace());
  }
}
