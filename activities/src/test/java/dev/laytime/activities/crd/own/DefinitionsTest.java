package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `kubectl` knows of Laytime's own kinds. */
class DefinitionsTest {

  private static final Path COMMITTED = Path.of("../deploy/helm/laytime/files/crds/laytime.yaml");

  @Test
  void areCommittedAsTheTypesSayThem(@TempDir Path directory) throws IOException {
    String generated = OwnKinds.definitions(directory);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.readString(COMMITTED))
        .as("write them anew with -Dgolden.write=true")
        .isEqualTo(generated);
  }

  @Test
  void areNamespacedWhereATenantOwnsThem() throws IOException {
    assertThat(definitions())
        .extracting(
            definition -> definition.getMetadata().getName(),
            definition -> definition.getSpec().getScope(),
            definition -> definition.getSpec().getNames().getShortNames(),
            definition -> definition.getSpec().getNames().getCategories(),
            definition -> version(definition).getName())
        .containsExactly(
            tuple(
                "stages.laytime.dev",
                "Cluster",
                List.of("ltstage"),
                List.of("laytime"),
                "v1alpha1"),
            tuple(
                "retentionpolicies.laytime.dev",
                "Namespaced",
                List.of("ltretention"),
                List.of("laytime"),
                "v1alpha1"),
            tuple(
                "pins.laytime.dev", "Namespaced", List.of("ltpin"), List.of("laytime"), "v1alpha1"),
            tuple(
                "usagesources.laytime.dev",
                "Namespaced",
                List.of("ltsource"),
                List.of("laytime"),
                "v1alpha1"),
            tuple(
                "promotionpaths.laytime.dev",
                "Namespaced",
                List.of("ltpath"),
                List.of("laytime"),
                "v1alpha1"),
            tuple(
                "buildrules.laytime.dev",
                "Namespaced",
                List.of("ltbuild"),
                List.of("laytime"),
                "v1alpha1"),
            tuple(
                "promotionapprovals.laytime.dev",
                "Namespaced",
                List.of("ltapproval"),
                List.of("laytime"),
                "v1alpha1"));
  }

  @Test
  void sayReadyStatusAndAge() throws IOException {
    assertThat(definitions())
        .allSatisfy(definition ->
            assertThat(version(definition).getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getName)
                .endsWith("Ready", "Status", "Age"));
  }

  @Test
  void writeStatusApart() throws IOException {
    assertThat(definitions())
        .allSatisfy(definition ->
            assertThat(version(definition).getSubresources().getStatus()).isNotNull());
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().getFirst();
  }

  private static CustomResourceDefinition[] definitions() throws IOException {
    KubernetesSerialization yaml = new KubernetesSerialization();
    return Arrays.stream(Files.readString(COMMITTED).split("(?m)^---$"))
        .map(document -> yaml.unmarshal(document, CustomResourceDefinition.class))
        .toArray(CustomResourceDefinition[]::new);
  }
}
