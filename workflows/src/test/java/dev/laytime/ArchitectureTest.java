package dev.laytime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The inside stays inside, and workflow code stays deterministic. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.laytime");

  private static final String[] VALUES = {
    "dev.laytime.image..",
    "dev.laytime.mirror..",
    "dev.laytime.usage..",
    "dev.laytime.lifecycle..",
    "dev.laytime.ledger..",
    "dev.laytime.promotion..",
    "dev.laytime.build..",
  };

  private static final Set<String> CLOCKS_AND_DICE =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID");

  private static final DescribedPredicate<JavaCall<?>> ASKS_A_CLOCK_OR_THROWS_DICE =
      new DescribedPredicate<>("asks a clock, the environment or chance") {
        @Override
        public boolean test(JavaCall<?> call) {
          return CLOCKS_AND_DICE.contains(
              call.getTargetOwner().getName() + "." + call.getTarget().getName());
        }
      };

  /** What a workflow remembers, cut into files of a readable size. */
  private static final Set<String> PARTS_OF_WORKFLOWS =
      Set.of(
          "BuildDisplay",
          "BuildLedger",
          "BuildProgress",
          "LifeInbox",
          "LifeLoop",
          "LifeLedger",
          "LifeSteps",
          "LifeDisplay",
          "Pause",
          "PromotionDisplay",
          "PromotionGates",
          "PromotionLedger",
          "PromotionMove",
          "PromotionProgress",
          "PromotionReader",
          "Removing",
          "Rounds");

  private static final DescribedPredicate<JavaClass> NO_PART_OF_A_WORKFLOW =
      DescribedPredicate.describe(
          "are no part of a workflow",
          type ->
              !(type.getPackageName().equals("dev.laytime.workflow")
                  && PARTS_OF_WORKFLOWS.contains(type.getSimpleName())));

  @Test
  void valuesKnowOnlyTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(VALUES)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.laytime.image..",
            "dev.laytime.mirror..",
            "dev.laytime.usage..",
            "dev.laytime.lifecycle..",
            "dev.laytime.ledger..",
            "dev.laytime.promotion..",
            "dev.laytime.build..",
            "java.lang..",
            "java.math",
            "java.security",
            "java.nio.charset",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.time..",
            "com.fasterxml.jackson.annotation..",
            "com.google.re2j",
            "org.semver4j..",
            "org.jspecify..")
        .because("what things are called does not depend on who asks")
        .check(CLASSES);
  }

  @Test
  void contractsKnowOnlyValuesAndTheActivityAnnotations() {
    classes()
        .that()
        .resideInAPackage("dev.laytime.activity..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.laytime.activity..",
            "dev.laytime.image..",
            "dev.laytime.mirror..",
            "dev.laytime.lifecycle..",
            "dev.laytime.ledger..",
            "dev.laytime.promotion..",
            "dev.laytime.build..",
            "java.lang..",
            "java.util",
            "java.time..",
            "com.fasterxml.jackson.annotation..",
            "io.temporal.activity..",
            "org.jspecify..")
        .because("contracts are shared by those who call and those who do")
        .check(CLASSES);
  }

  @Test
  void nothingHereTouchesTheWorld() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.util.concurrent..",
            "org.springframework..",
            "io.fabric8..",
            "com.google.cloud.tools.jib..",
            "org.eclipse.jgit..",
            "org.apache.hc..",
            "dev.laytime.activities..",
            "dev.laytime.worker..",
            "dev.laytime.starter..")
        .because("workflows reach the world through activities only")
        .check(CLASSES);
  }

  @Test
  void nothingHereAsksAClockOrThrowsDice() {
    noClasses()
        .should()
        .callCodeUnitWhere(ASKS_A_CLOCK_OR_THROWS_DICE)
        .because("use Workflow.currentTimeMillis() and pass an Instant down")
        .check(CLASSES);
  }

  @Test
  void nothingHereHasThreadsOrRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(util|security)\\..*Random")
        .because("Temporal replays workflow code; use Workflow's own timers and randomness")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.laytime.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyWorkflowCodeChanges() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .haveSimpleNameNotEndingWith("Impl")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveSimpleName("LifeChange")
        .and()
        .areDeclaredInClassesThat(NO_PART_OF_A_WORKFLOW)
        .should()
        .beFinal()
        .because("values do not change, and only a workflow remembers")
        .check(CLASSES);
  }
}
