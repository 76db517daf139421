package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry can have us take in: no more than fits into a small heap, whatever it says. */
class LimitsTest {

  private static final Map<String, String> OUTCOMES = new LinkedHashMap<>();

  @TempDir static Path directory;

  /** A process of its own: only there is the heap as small as is said. */
  @BeforeAll
  static void runIntoAllOfThem() throws Exception {
    Path output = directory.resolve("output");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Excesses.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(program.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      program.destroyForcibly();
    }
    assertThat(program.exitValue()).as(Files.readString(output)).isZero();
    for (String line : Files.readAllLines(output)) {
      String[] parts = line.split(" \\| ", 2);
      OUTCOMES.put(parts[0], parts[parts.length - 1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a manifest of a gibibyte                      | UNSUPPORTED: the answer is longer than 4194304 bytes      | 1
          a manifest without end                        | UNSUPPORTED: the answer is longer than 4194304 bytes      | 1
          a manifest that is compressed from a gibibyte | CONTENT_MISMATCH: its content has digest D                | 1
          a manifest of only depth                      | UNSUPPORTED: it is no JSON                                | 1
          a manifest of a long number                   | UNSUPPORTED: it is no JSON                                | 1
          a manifest of empty objects                   | UNSUPPORTED: it is malformed: a descriptor has no size    | 1
          an index of a million children                | UNSUPPORTED: the answer is longer than 4194304 bytes      | 1
          an index of 10,001 children                   | UNSUPPORTED: there are more than 10,000 manifests         | 1
          an index of itself                            | CONTENT_MISMATCH: its content has digest D                | 1
          indexes within indexes                        | UNSUPPORTED: it is nested deeper than 8                   | 9
          an index of images of 104,000 layers          | UNSUPPORTED: there are more than 100,000 blobs            | 5
          referrers of referrers                        | UNSUPPORTED: it is nested deeper than 8                   | 18
          referrers in a circle                         | 2 manifests                                               | 8
          10,001 referrers                              | UNSUPPORTED: there are more than 10,000 entries           | 2
          10,001 referrers under a fallback tag         | UNSUPPORTED: there are more than 10,000 manifests         | 3
          pages without referrers                       | REFUSED: its pages go on and tell nothing new             | 101
          tags without end                              | UNSUPPORTED: there are more than 1,000,000 entries        | 201
          pages without tags                            | REFUSED: its pages go on and tell nothing new             | 101
          one page under many names                     | REFUSED: its pages go on and tell nothing new             | 102
          a listing that goes on with itself            | REFUSED: its pages lead in a circle                       | 1
          a listing in a circle                         | REFUSED: its pages lead in a circle                       | 3
          a page of tags without end                    | UNSUPPORTED: the answer is longer than 4194304 bytes      | 1
          a page of a million small tags                | [a]                                                       | 1
          a page of a catalog without end               | UNSUPPORTED: the answer is longer than 4194304 bytes      | 1
          pages without repositories                    | REFUSED: its pages go on and tell nothing new             | 101
          a page of a million small names               | 1                                                         | 1
          a header of a megabyte                        | REFUSED: the head of its answer is too long               | 1
          a header without end                          | REFUSED: the head of its answer is too long               | 1
          headers without end                           | REFUSED: the head of its answer is too long               | 1
          a status without end                          | REFUSED: the head of its answer is too long               | 1
          trailers without end                          | REFUSED: the head of its answer is too long               | 1
          a size of a chunk without end                 | REFUSED: the head of its answer is too long               | 1
          an error without end                          | UNAVAILABLE: it answered 500                              | 1
          a token without end                           | UNSUPPORTED: the answer is longer than 262144 bytes       | 2
          a blob without end                            | CONTENT_MISMATCH: it sent more than the 2 bytes announced | 1
          an answer to an upload without end            | written                                                   | 2
          """)
  void takesInNoMoreThanItCanBear(String excess, String outcome, int requests) {
    assertThat(OUTCOMES.remove(excess)).isEqualTo(outcome + " | " + requests);
  }
}
