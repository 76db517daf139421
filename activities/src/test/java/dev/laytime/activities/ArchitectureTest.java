package dev.laytime.activities;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.Test;

/** Who may know whom in this module. */
class ArchitectureTest {

  private static final String REGISTRY = "dev.laytime.activities.registry";
  private static final String CLUSTER = "dev.laytime.activities.usage.cluster";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.laytime.activities");

  @Test
  void onlyTheDoorKnowsTemporal() {
    noClasses()
        .that()
        .resideInAnyPackage(REGISTRY + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.temporal..")
        .because("a registry error becomes a failure in RegistryActivitiesImpl alone")
        .check(CLASSES);
  }

  @Test
  void onlyTheClientSpeaksHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages(REGISTRY + ".client", CLUSTER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..", "java.net.http..")
        .because("every request goes through the guarded Transport")
        .check(CLASSES);
  }

  @Test
  void onlyTwoClassesKnowTheClientOfKubernetes() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("KubernetesApi")
        .and()
        .doNotHaveSimpleName("Kubeconfig")
        .and()
        .doNotHaveSimpleName("StraightHttp")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.fabric8..", "java.net.http..")
                .and(not(resideInAPackage("io.fabric8.generator.annotation.."))))
        .because("what is read from a cluster can be tried without one")
        .check(CLASSES);
  }

  @Test
  void onlyTheTransportOpensConnections() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Transport")
        .and()
        .doNotHaveSimpleName("ServiceHttp")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc.client5.http.impl.classic..")
        .because("every request to a registry goes through the guarded Transport")
        .check(CLASSES);
  }

  @Test
  void onlyOneClassIssuesDelete() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(REGISTRY + ".client.Deletion")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.hc.client5.http.classic.methods.HttpDelete")
        .because("Deletion asks first whether anything may be deleted")
        .check(CLASSES);
    noClasses()
        .should()
        .callConstructor(HttpUriRequestBase.class, String.class, URI.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.hc.core5.http.io.support.ClassicRequestBuilder")
        .because("a method by name could be DELETE; use HttpGet, HttpPut and the like")
        .check(CLASSES);
  }

  @Test
  void theServerAndTheClientDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage(REGISTRY + ".embedded..", REGISTRY + ".layout..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REGISTRY + ".client..", REGISTRY + ".copy..")
        .because("the embedded registry must not prove the client with the client's own code")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(REGISTRY + ".client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REGISTRY + ".embedded..", REGISTRY + ".layout..")
        .check(CLASSES);
  }

  @Test
  void counterpartsDoNotKnowEachOther() {
    slices()
        .matching("dev.laytime.activities.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAnyPackage("dev.laytime.activities.gitops..", "dev.laytime.activities.build.."),
            resideInAPackage("dev.laytime.activities.source.."))
        .ignoreDependency(
            resideInAPackage("dev.laytime.activities.build.."),
            resideInAPackage("dev.laytime.activities.job.."))
        .because("they meet in the worker, over the interfaces of the module workflows")
        .check(CLASSES);
  }

  @Test
  void onlySourcesAndTargetsKnowGitAndYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.laytime.activities.source..",
            "dev.laytime.activities.gitops..",
            "dev.laytime.activities.build.git..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jgit..")
        .because("whoever reads files asks a FileTree")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.laytime.activities.usage.manifests..",
            "dev.laytime.activities.gitops..",
            "dev.laytime.activities.build.jib..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .because(
            "one reader of manifests, with one set of limits, one that edits in place,"
                + " and one of small files that say what is built")
        .check(CLASSES);
  }

  @Test
  void whatMakesImagesReachesNoRegistry() {
    noClasses()
        .that()
        .resideInAPackage("dev.laytime.activities.build.jib..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.google.cloud.tools.jib.api.RegistryImage")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.google.cloud.tools.jib.api.DockerDaemonImage")
        .because("Jib gets archives and gives them; our own client asks and pushes")
        .check(CLASSES);
  }

  @Test
  void readingSourcesOfUseKnowsNoTemporalButItsDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.laytime.activities.source..", "dev.laytime.activities.usage.manifests..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.temporal..")
        .because("the pulse is all that a source needs to know of the activity around it")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.laytime.activities.usage.manifests..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..")
        .because("manifests come from a FileTree only")
        .check(CLASSES);
  }

  @Test
  void springStaysInTheWorker() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .because("activities are plain classes that the worker builds")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.laytime.activities.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noNameSaysNothing() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .because("a class is called what it is in the field")
        .check(CLASSES);
  }

  @Test
  void nothingStaticChanges() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state belongs to an object that somebody owns")
        .check(CLASSES);
  }

  @Test
  void classesAreFinalOrSealedOrInterfaces() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("nothing here is made to be extended")
        .check(CLASSES);
  }
}
