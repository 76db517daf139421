package dev.laytime.activities.crd.qebbeq;

import dev.laytime.activities.crd.Definitions;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Qebbeq's kinds as an API server knows them, out of the types that the adapter reads. */
final class QebbeqKinds {

  private static final String GROUP = "qebbeq.tuco86.dev";
  private static final String VERSION = "v1alpha1";

  private QebbeqKinds() {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("Image")
  @Plural("images")
  @Singular("image")
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = ".status.phase",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Retain",
      jsonPath = ".status.retain_until",
      type = AdditionalPrinterColumn.Type.STRING,
      priority = 1,
      getDescription = "Time until deletion (if unreferenced)")
  static final class Image extends CustomResource<ImageSpec, ImageStatus> implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("ImageMirror")
  @Plural("imagemirrors")
  @Singular("imagemirror")
  @AdditionalPrinterColumn(
      name = "Upstream",
      jsonPath = ".spec.upstream",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Prefix",
      jsonPath = ".spec.prefix",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Policy",
      jsonPath = ".spec.policy.type",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Platforms",
      jsonPath = ".spec.platforms",
      type = AdditionalPrinterColumn.Type.STRING)
  static final class ImageMirror extends CustomResource<ImageMirrorSpec, ImageMirrorStatus>
      implements Namespaced {}

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(Image.class, ImageMirror.class);

  /**
   * Their definitions, as {@code kubectl apply} takes them.
   *
   * @param directory an empty one
   */
  static String definitions(Path directory) throws IOException {
    return "# Generated from the types of package activities.crd.qebbeq.\n"
        + Definitions.of(GROUP, KINDS, directory, _ -> {});
  }
}
