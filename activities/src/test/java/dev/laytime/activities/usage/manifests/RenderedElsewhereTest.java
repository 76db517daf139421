package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderedElsewhereTest {

  private static final String FLUX = "kustomize.toolkit.fluxcd.io/v1, kind: Kustomization";
  private static final String ARGO = "argoproj.io/v1alpha1, kind: Application";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "helm.toolkit.fluxcd.io/v2, kind: HelmRelease | {chart: {}} | renders its chart",
        "helm.toolkit.fluxcd.io/v2beta1, kind: HelmRelease | {} | renders its chart",
        "helm.cattle.io/v1, kind: HelmChart | {chart: traefik} | renders its chart",
        "source.toolkit.fluxcd.io/v1, kind: OCIRepository | {url: 'oci://r.io/a'} | from elsewhere",
        "source.toolkit.fluxcd.io/v1, kind: Bucket | {bucketName: a} | from elsewhere",
        "fleet.cattle.io/v1alpha1, kind: Bundle | {resources: []} | from elsewhere",
        "kappctrl.k14s.io/v1alpha1, kind: App | {fetch: []} | from elsewhere",
        "operators.coreos.com/v1alpha1, kind: Subscription | {name: a} | from elsewhere",
        "helm.crossplane.io/v1beta1, kind: Release | {} | renders its chart",
        ARGO + " | {source: {repoURL: 'oci://r.io/a', path: .}} | from elsewhere",
        FLUX + " | {path: a, images: [{name: a, newTag: b}]} | points at: images",
        FLUX + " | {path: a, patches: [], postBuild: {}} | points at: patches, postBuild",
        ARGO + " | {source: {chart: redis}} | renders its chart",
        ARGO + " | {source: {path: a, helm: {values: x}}} | points at: helm",
        ARGO + " | {source: {path: a, kustomize: {images: [a]}}} | points at: images",
        ARGO + " | {sources: [{path: a}, {chart: redis}]} | renders its chart",
        "argoproj.io/v1alpha1, kind: ApplicationSet | {template: {spec: {source: {chart: a}}}}"
            + " | renders its chart",
        "argoproj.io/v1alpha1, kind: ApplicationSet | {templatePatch: x} | points at:"
            + " templatePatch",
      })
  void namesTheObjectWhoseImagesAreMadeByAController(String type, String spec, String cause) {
    assertThat(new FakeTree().with("a.yaml", object(type, spec)).list().gaps())
        .singleElement()
        .asString()
        .startsWith("a.yaml: ")
        .contains(" web: ", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        FLUX + " | {path: ./apps, sourceRef: {kind: GitRepository, name: apps}}",
        ARGO + " | {source: {repoURL: git.example/apps, path: shop}}",
        ARGO + " | {source: {path: a, kustomize: {namePrefix: x}}}",
        "apps.example/v1, kind: HelmRelease | {chart: {}}",
        "v1, kind: Service | {helm: x}",
      })
  void findsNothingOddInWhatOnlyPointsElsewhere(String type, String spec) {
    assertThat(new FakeTree().with("a.yaml", object(type, spec)).list().gaps()).isEmpty();
  }

  @Test
  void looksIntoListsToo() {
    String list = "kind: List\nitems:\n- " + object(ARGO, "{source: {chart: a}}").strip();
    assertThat(new FakeTree().with("a.yaml", list).list().gaps()).hasSize(1);
  }

  private static String object(String type, String spec) {
    return "{apiVersion: %s, metadata: {name: web}, spec: %s}\n"
        .formatted(type.strip(), spec.strip());
  }
}
