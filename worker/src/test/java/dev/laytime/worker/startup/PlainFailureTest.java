package dev.laytime.worker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

class PlainFailureTest {

  private final PlainFailureAnalyzer analyzer = new PlainFailureAnalyzer();

  @Test
  void tellsARefusalInThreeLines() {
    Throwable refusal =
        new IllegalStateException(new RefusedToStartException("do it", "they said no", "ask them"));

    assertThat(told(refusal)).isEqualTo("error: do it\n  cause: they said no\n  hint: ask them\n");
  }

  @Test
  void indentsWhatHasMoreLines() {
    assertThat(told(new RefusedToStartException("do it", "no", "run:\nthis\nthat")))
        .isEqualTo("error: do it\n  cause: no\n  hint: run:\n    this\n    that\n");
  }

  @Test
  void namesAPortThatIsTaken() {
    assertThat(told(new PortInUseException(8480)))
        .startsWith("error: listen on port 8480\n  cause: something else listens there\n")
        .contains("--server.port=N");
  }

  @Test
  void namesTheKeyOfAWrongValue() {
    Map<String, String> wrong = Map.of("laytime.registries[0].host", "a/b");
    Throwable failure =
        catchThrowable(() ->
            new Binder(new MapConfigurationPropertySource(wrong))
                .bind("laytime", LaytimeProperties.class));

    assertThat(told(failure))
        .startsWith("error: read the configuration\n  cause: laytime.registries[0]: host: Invalid")
        .hasLineCount(3);
  }

  @Test
  void leavesABugToItsStackTrace() {
    assertThat(analyzer.analyze(new NullPointerException())).isNull();
  }

  @Test
  void tellsWhatOthersAnalysedInTheSameForm() {
    assertThat(told(new FailureAnalysis("a\nb", null, new IllegalStateException())))
        .isEqualTo("error: cannot start\n  cause: a\n    b\n  hint: \n");
  }

  private String told(Throwable failure) {
    return told(Objects.requireNonNull(analyzer.analyze(failure)));
  }

  private static String told(FailureAnalysis analysis) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PlainFailureReporter(new PrintStream(out, true, StandardCharsets.UTF_8)).report(analysis);
    return out.toString(StandardCharsets.UTF_8);
  }
}
