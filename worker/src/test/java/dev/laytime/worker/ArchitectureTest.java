package dev.laytime.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class ArchitectureTest {

  private static final JavaClasses WORKER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.laytime.worker");

  @Test
  void hasNoPackageCycles() {
    slices().matching("dev.laytime.worker.(*)..").should().beFreeOfCycles().check(WORKER);
  }

  @Test
  void isJoinedAtTheTopAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.laytime.worker.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.laytime.worker")
        .because("what a room needs is given to it by its configuration")
        .check(WORKER);
  }

  @Test
  void namesThingsForWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Service|Data)")
        .because("such a name says nothing")
        .check(WORKER);
  }

  @Test
  void readsItsEnvironmentInOnePlace() {
    noClasses()
        .should()
        .beAnnotatedWith("org.springframework.stereotype.Component")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
        .because("properties are bound to records and handed on")
        .check(WORKER);
  }

  @Test
  void takesEveryConfigurationThatThereIs() {
    String[] taken =
        Arrays.stream(
                Objects.requireNonNull(WorkerApplication.class.getAnnotation(Import.class)).value())
            .map(Class::getName)
            .toArray(String[]::new);

    assertThat(WORKER.stream().filter(type -> type.isAnnotatedWith(Configuration.class)))
        .extracting(JavaClass::getName)
        .containsExactlyInAnyOrder(taken);
  }

  @Test
  void keepsFieldsFinal() {
    classes()
        .that()
        .doNotHaveSimpleName("WorkerDrain")
        .should()
        .haveOnlyFinalFields()
        .check(WORKER);
  }

  @Test
  void speaksSqlInTheLedgerAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.laytime.worker.ledger")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.springframework.jdbc..",
            "org.springframework.transaction..",
            "com.zaxxer.hikari..",
            "org.flywaydb..")
        .because("others ask the ledger through its interfaces")
        .check(WORKER);
  }

  @Test
  void readsTheLedgersClockInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("dev.laytime.worker.ledger")
        .should()
        .callMethod(Instant.class, "now")
        .because("the ledger is given an InstantSource")
        .check(WORKER);
  }
}
