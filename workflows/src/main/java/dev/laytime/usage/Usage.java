package dev.laytime.usage;

import org.jspecify.annotations.Nullable;

/**
 * One object that needs an image.
 *
 * @param source the source of use's name
 * @param apiVersion as in {@code apps/v1}; empty where the object has none (a values file)
 * @param kind as in {@code Deployment}; {@code Kustomization}, {@code Values} for files of those
 *     kinds
 * @param namespace null where the object names none
 * @param name the object's name; for a values file its path
 * @param container the container, init container, ephemeral container or volume; null where the
 *     object has none
 * @param reason why it counts: {@code template}, {@code suspended}, {@code zero replicas}, {@code
 *     running} …
 * @param place where it was read: a file's path and document, as in {@code apps/web.yaml#2}
 */
public record Usage(
    String source,
    String apiVersion,
    String kind,
    @Nullable String namespace,
    String name,
    @Nullable String container,
    String reason,
    String place) {

  /** One line for people: {@code Deployment shop/web, container app (apps/web.yaml#2)}. */
  public String text() {
    String object = kind + " " + (namespace == null ? "" : namespace + "/") + name;
    return object + (container == null ? "" : ", container " + container) + " (" + place + ")";
  }
}
