package dev.laytime.starter;

import dev.laytime.starter.output.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What runs here, as {@code -o json} shows it.
 *
 * @param version of this build
 * @param jdk version and build of the JDK
 * @param jdkVendor who made that
 */
record VersionReport(String version, String jdk, String jdkVendor) implements Report {

  private static final String BUILD = "build.properties";

  static VersionReport ofProcess() {
    return new VersionReport(
        built(), Runtime.version().toString(), System.getProperty("java.vendor", "unknown"));
  }

  @Override
  public String text() {
    return "laytime %s%nJDK %s (%s)%n".formatted(version, jdk, jdkVendor);
  }

  private static String built() {
    try (InputStream file = VersionReport.class.getResourceAsStream(BUILD)) {
      Properties build = new Properties();
      build.load(Objects.requireNonNull(file, BUILD));
      return Objects.requireNonNull(build.getProperty("version"), "version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
