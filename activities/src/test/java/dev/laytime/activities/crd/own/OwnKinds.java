package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Definitions;
import dev.laytime.activities.crd.ObjectStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Laytime's own kinds as an API server knows them, out of the types that a worker reads. */
final class OwnKinds {

  private static final String GROUP = "laytime.dev";
  private static final String VERSION = "v1alpha1";
  private static final String READY = ".status.conditions[?(@.type==\"Ready\")].status";
  private static final String STATUS = ".status.conditions[?(@.type==\"Ready\")].message";
  private static final String AGE = ".metadata.creationTimestamp";

  private static final long LONGEST = 520;

  private OwnKinds() {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("Stage")
  @Plural("stages")
  @Singular("stage")
  @ShortNames("ltstage")
  @AdditionalPrinterColumn(
      name = "Prefix",
      jsonPath = ".spec.prefix",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Deletion",
      jsonPath = ".spec.deletion",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class Stage extends CustomResource<StageSpec, ObjectStatus> {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("RetentionPolicy")
  @Plural("retentionpolicies")
  @Singular("retentionpolicy")
  @ShortNames("ltretention")
  @AdditionalPrinterColumn(
      name = "Prefix",
      jsonPath = ".spec.prefix",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class RetentionPolicy extends CustomResource<RetentionPolicySpec, ObjectStatus>
      implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("Pin")
  @Plural("pins")
  @Singular("pin")
  @ShortNames("ltpin")
  @AdditionalPrinterColumn(
      name = "Image",
      jsonPath = ".spec.image",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Until",
      jsonPath = ".spec.until",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class Pin extends CustomResource<PinSpec, ObjectStatus> implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("UsageSource")
  @Plural("usagesources")
  @Singular("usagesource")
  @ShortNames("ltsource")
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class UsageSource extends CustomResource<UsageSourceSpec, ObjectStatus>
      implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("PromotionPath")
  @Plural("promotionpaths")
  @Singular("promotionpath")
  @ShortNames("ltpath")
  @AdditionalPrinterColumn(
      name = "From",
      jsonPath = ".spec.from",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "To",
      jsonPath = ".spec.to",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Automatic",
      jsonPath = ".spec.automatic",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class PromotionPath extends CustomResource<PromotionPathSpec, ObjectStatus>
      implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("BuildRule")
  @Plural("buildrules")
  @Singular("buildrule")
  @ShortNames("ltbuild")
  @AdditionalPrinterColumn(
      name = "Git",
      jsonPath = ".spec.git.url",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class BuildRule extends CustomResource<BuildRuleSpec, ObjectStatus>
      implements Namespaced {}

  @Group(GROUP)
  @Version(VERSION)
  @Kind("PromotionApproval")
  @Plural("promotionapprovals")
  @Singular("promotionapproval")
  @ShortNames("ltapproval")
  @AdditionalPrinterColumn(
      name = "Promotion",
      jsonPath = ".spec.promotion",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "By",
      jsonPath = ".spec.by",
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Ready",
      jsonPath = READY,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(
      name = "Status",
      jsonPath = STATUS,
      type = AdditionalPrinterColumn.Type.STRING)
  @AdditionalPrinterColumn(name = "Age", jsonPath = AGE, type = AdditionalPrinterColumn.Type.DATE)
  static final class PromotionApproval extends CustomResource<PromotionApprovalSpec, ObjectStatus>
      implements Namespaced {}

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Stage.class,
          RetentionPolicy.class,
          Pin.class,
          UsageSource.class,
          PromotionPath.class,
          BuildRule.class,
          PromotionApproval.class);

  /**
   * Their definitions, as {@code kubectl apply} takes them.
   *
   * @param directory an empty one
   */
  static String definitions(Path directory) throws IOException {
    return "# Generated from the types of package activities.crd.own.\n"
        + Definitions.of(GROUP, KINDS, directory, OwnKinds::complete);
  }

  private static void complete(CustomResourceDefinitionSpec spec) {
    spec.getNames().setCategories(List.of("laytime"));
    spec.getVersions()
        .forEach(each -> {
          JSONSchemaProps schema = each.getSchema().getOpenAPIV3Schema();
          bound(schema);
          JSONSchemaProps conditions = property(property(schema, "status"), "conditions");
          conditions.setXKubernetesListType("map");
          conditions.setXKubernetesListMapKeys(List.of("type"));
        });
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  /** An API server only takes rules over lists whose texts have an end. */
  private static void bound(JSONSchemaProps schema) {
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(OwnKinds::bound);
    }
    if (schema.getItems() != null) {
      JSONSchemaProps items = schema.getItems().getSchema();
      bound(items);
      if (items.getType().equals("string")) {
        items.setMaxLength(LONGEST);
      }
    }
  }
}
