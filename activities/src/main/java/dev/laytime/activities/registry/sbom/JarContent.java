package dev.laytime.activities.registry.sbom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a Java archive says that it is made of: the {@code pom.properties} that Maven leaves, in it
 * and in the archives within it. One that says nothing is named by its file.
 */
final class JarContent {

  private static final int MOST_ENTRIES = 200_000;
  private static final int MOST_COMPONENTS = 5_000;
  private static final int LARGEST_PROPERTIES = 64 * 1024;
  private static final int DEEPEST = 3;

  private final String location;
  private final Set<Component> found = new TreeSet<>();
  private int entries;

  private JarContent(String location) {
    this.location = location;
  }

  /** Whether a file is such an archive, by its name. */
  static boolean isJar(String name) {
    return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".ear");
  }

  /**
   * Reads one.
   *
   * @param location its path in the image
   * @throws IOException if it is damaged, or has more than anybody packs
   */
  static List<Component> read(String location, InputStream content) throws IOException {
    JarContent jar = new JarContent(location);
    try {
      jar.read(location, content, 1);
    } catch (IllegalArgumentException e) {
      throw new IOException("it has an entry without a readable name", e);
    }
    return List.copyOf(jar.found);
  }

  /** One that cannot be read is there all the same. */
  static Component named(String location) {
    String name = location.substring(location.lastIndexOf('/') + 1);
    return new Component(Component.FILE, Texts.line(name), null, null, Texts.line(location));
  }

  private void read(String name, InputStream content, int depth) throws IOException {
    int before = found.size();
    ZipInputStream zip = new ZipInputStream(content);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries++;
      if (entries > MOST_ENTRIES || found.size() > MOST_COMPONENTS) {
        throw new IOException("it has more in it than anybody packs");
      }
      if (isPomProperties(entry.getName())) {
        add(zip);
      } else if (depth < DEEPEST && isJar(entry.getName())) {
        read(entry.getName(), new Unclosed(zip), depth + 1);
      }
    }
    if (found.size() == before) {
      Component itself = named(name);
      found.add(
          new Component(
              itself.type(), itself.name(), itself.version(), null, Texts.line(location)));
    }
  }

  private static boolean isPomProperties(String name) {
    return name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties");
  }

  private void add(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(LARGEST_PROPERTIES);
    Properties properties = new Properties();
    properties.load(new StringReader(new String(bytes, StandardCharsets.ISO_8859_1)));
    String group = Texts.line(properties.getProperty("groupId", ""));
    String artifact = Texts.line(properties.getProperty("artifactId", ""));
    String version = Texts.line(properties.getProperty("version", ""));
    if (!group.isEmpty() && !artifact.isEmpty() && !version.isEmpty()) {
      found.add(
          new Component(
              Component.LIBRARY,
              group + ":" + artifact,
              version,
              Purl.of("maven", group.replace("/", "."), artifact, version, Map.of()),
              Texts.line(location)));
    }
  }

  /** The archive around it goes on. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream content) {
      super(content);
    }

    @Override
    public void close() {}
  }
}
