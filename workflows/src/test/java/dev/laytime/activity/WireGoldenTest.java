package dev.laytime.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.laytime.build.Admission;
import dev.laytime.build.BuildSuccession;
import dev.laytime.build.Orderer;
import dev.laytime.build.RuleChoice;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Errand;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.PullRecord;
import dev.laytime.lifecycle.Retention;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.lifecycle.Word;
import dev.laytime.promotion.GateReading;
import dev.laytime.promotion.Passage;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.promotion.Succession;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record that reaches histories has its form in {@code wire-forms.txt}: a line with its name
 * and its JSON. A component may be added, none renamed or removed.
 */
class WireGoldenTest {

  /** Records of those packages that no history holds. */
  private static final Set<Class<?>> ELSEWHERE =
      Set.of(
          Admission.Admitted.class,
          Admission.Later.class,
          Admission.Past.class,
          Admission.Refused.class,
          BuildSuccession.class,
          Orderer.class,
          RuleChoice.Chosen.class,
          RuleChoice.None.class,
          Decision.class,
          Fact.class,
          PullRecord.class,
          Retention.class,
          RetentionRule.class,
          GateReading.class,
          Passage.class,
          SignedStatement.class,
          Succession.class);

  @Test
  void knowsEveryRecord() {
    List<String> forms = records().map(type -> line(type)).sorted().toList();
    if (Boolean.getBoolean("golden.write")) {
      write(forms);
    }
    assertThat(golden()).as("wire-forms.txt").containsExactlyElementsOf(forms);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isReadAsItWasWritten(String line) throws ClassNotFoundException {
    int space = line.indexOf(' ');
    Class<?> type = Class.forName("dev.laytime." + line.substring(0, space));
    assertThat(read(line.substring(space + 1), type)).isEqualTo(WireSamples.of(type));
  }

  @Test
  void readsWhatAnEarlierReleaseWroteWithFewerComponents() {
    String line = form("lifecycle.Memory");
    assertThat(line).contains(",\"displaced\":[");
    assertThat(read(line.replaceAll(",\"displaced\":\\[[^]]*]", ""), Memory.class))
        .isInstanceOfSatisfying(Memory.class, memory -> assertThat(memory.displaced()).isEmpty());
    String errand = form("lifecycle.Errand");
    assertThat(read(errand.replaceAll(",\"source\":\"[^\"]*\"", ""), Errand.class))
        .isInstanceOfSatisfying(Errand.class, read -> assertThat(read.source()).isNull());
    String life = form("lifecycle.Life");
    assertThat(life).contains(",\"refused\":3");
    assertThat(read(life.replace(",\"refused\":3", ""), Life.class))
        .isInstanceOfSatisfying(Life.class, read -> assertThat(read.refused()).isZero());
    String word = form("lifecycle.Word");
    assertThat(read(word.replace(",\"keepsOnly\":true", ""), Word.class))
        .isInstanceOfSatisfying(Word.class, read -> assertThat(read.orders()).isTrue());
  }

  private static String form(String name) {
    return golden().stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static Object read(String form, Class<?> type) {
    Payload payload =
        DefaultDataConverter.STANDARD_INSTANCE.toPayload("").orElseThrow().toBuilder()
            .setData(ByteString.copyFromUtf8(form))
            .build();
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, type, type);
  }

  static List<String> golden() {
    try (InputStream file = WireGoldenTest.class.getResourceAsStream("/wire-forms.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renews the file: {@code -Dgolden.write=true}; look at the difference before it is kept. */
  private static void write(List<String> forms) {
    try {
      Files.write(Path.of("src/test/resources/wire-forms.txt"), forms);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Class<?> type) {
    String name = type.getName().substring("dev.laytime.".length());
    return name
        + " "
        + DefaultDataConverter.STANDARD_INSTANCE
            .toPayload(WireSamples.of(type))
            .orElseThrow()
            .getData()
            .toStringUtf8();
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.laytime.activity",
                "dev.laytime.lifecycle",
                "dev.laytime.promotion",
                "dev.laytime.build",
                "dev.laytime.workflow",
                "dev.laytime.ledger")
            .stream()
            .filter(JavaClass::isRecord)
            // What only workflow code itself passes around is never written down.
            .filter(type -> isPublic(type.reflect()))
            .<Class<?>>map(JavaClass::reflect)
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .filter(type -> !ELSEWHERE.contains(type))
            .filter(type ->
                type.getEnclosingClass() == null || !ELSEWHERE.contains(type.getEnclosingClass()))
            .filter(type ->
                !type.getName().startsWith("dev.laytime.ledger")
                    || type.equals(Removals.Claim.class));
  }
}
