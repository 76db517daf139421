package dev.laytime.activities.registry.tar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever lies in a file is read as an archive, or refused with a reason. The build tries the
 * inputs beside this class; others are looked for by
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl workflows,activities test -Djazzer.hooks=true -Dtest=TarFuzzTest
 * </pre>
 */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as it is let look
class TarFuzzTest {

  @FuzzTest(maxDuration = "30m")
  void archives(byte[] input) throws IOException {
    Path file = Files.createTempFile("fuzz", ".tar");
    try {
      Files.write(file, withChecksums(input));
      TarFile archive = TarFile.open(file);
      for (String name : new String[] {"a", "b", "oci-layout", "index.json"}) {
        for (TarEntry entry : archive.find(name).stream().toList()) {
          assertThat(archive.read(name, Long.MAX_VALUE)).hasSize((int) entry.size());
        }
      }
    } catch (TarException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } finally {
      Files.delete(file);
    }
  }

  /** Nothing would come past the first header without. */
  private static byte[] withChecksums(byte[] input) {
    byte[] archive = input.clone();
    for (int at = 0; at + TarHeader.BLOCK <= archive.length; at += TarHeader.BLOCK) {
      byte[] block = Arrays.copyOfRange(archive, at, at + TarHeader.BLOCK);
      if (!TarHeader.isEnd(block)) {
        byte[] sum =
            "%06o\0 ".formatted(TarHeader.checksum(block)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, archive, at + TarHeader.CHECKSUM, sum.length);
      }
    }
    return archive;
  }
}
