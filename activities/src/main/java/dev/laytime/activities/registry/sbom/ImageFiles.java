package dev.laytime.activities.registry.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of an image that say what it is made of: each layer adds to those below it, and hides
 * what is no longer there.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">OCI image-spec,
 *     layers</a>
 */
final class ImageFiles {

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String DPKG = "var/lib/dpkg/status";
  private static final String DISTROLESS = "var/lib/dpkg/status.d/";
  private static final Set<String> APK = Set.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
  private static final List<String> RELEASE = List.of("etc/os-release", "usr/lib/os-release");
  private static final List<String> RPM = List.of("var/lib/rpm/", "usr/lib/sysimage/rpm/");

  private static final int LARGEST_TEXT = 32 * 1024 * 1024;
  private static final int MOST_FILES = 20_000;

  private final NavigableMap<String, Found> found = new TreeMap<>();
  private final NavigableMap<String, Found> added = new TreeMap<>();
  private final Set<String> gaps = new TreeSet<>();
  private int files;

  /** What a file says. */
  private sealed interface Found {

    /** Of a package manager, or of the distribution. */
    record Text(String text) implements Found {}

    /**
     * A Java archive.
     *
     * @param gap what could not be read of it; empty for nothing
     */
    record Jar(List<Component> components, String gap) implements Found {}

    /** Something that is not read here. */
    record Closed(String why) implements Found {}
  }

  /** Begins a layer to which nothing that came before it belongs. */
  void beginLayer() {
    found.putAll(added);
    added.clear();
  }

  /** There is something that nobody could read. */
  void lacks(String why) {
    gaps.add(Texts.line(why));
  }

  /**
   * Takes an entry of the present layer.
   *
   * @param content read or not
   */
  void take(String path, boolean file, boolean directory, long size, InputStream content)
      throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.length() - name.length());
    if (name.equals(OPAQUE)) {
      hideBelow(parent);
    } else if (name.startsWith(WHITEOUT)) {
      hide(parent + name.substring(WHITEOUT.length()));
    } else if (directory) {
      found.remove(path);
    } else {
      hide(path);
      if (file) {
        read(path, size, content);
      }
    }
  }

  private void hide(String path) {
    found.remove(path);
    hideBelow(path + "/");
  }

  private void hideBelow(String directory) {
    if (directory.isEmpty()) {
      found.clear();
    } else {
      found
          .subMap(directory, directory.substring(0, directory.length() - 1) + '0')
          .clear(); // 0 comes after /
    }
  }

  private void read(String path, long size, InputStream content) throws IOException {
    Found file = of(path, size, content);
    if (file != null) {
      files++;
      if (files > MOST_FILES) {
        lacks("there are more than %d files of packages".formatted(MOST_FILES));
      } else {
        added.put(path, file);
      }
    }
  }

  private static @Nullable Found of(String path, long size, InputStream content)
      throws IOException {
    if (isText(path)) {
      return size > LARGEST_TEXT
          ? new Found.Closed("%s has %d bytes".formatted(path, size))
          : new Found.Text(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
    if (RPM.stream().anyMatch(path::startsWith)) {
      return new Found.Closed("packages of RPM are not read");
    }
    if (!JarContent.isJar(path)) {
      return null;
    }
    try {
      return new Found.Jar(JarContent.read(path, content), "");
    } catch (IOException e) {
      return new Found.Jar(
          List.of(JarContent.named(path)), "%s: %s".formatted(path, e.getMessage()));
    }
  }

  private static boolean isText(String path) {
    return path.equals(DPKG)
        || (path.startsWith(DISTROLESS) && !path.endsWith(".md5sums"))
        || APK.contains(path)
        || RELEASE.contains(path);
  }

  /** What the image is made of, in order. */
  List<Component> components() {
    beginLayer();
    OsRelease release = release();
    Set<Component> components = new TreeSet<>();
    Component system = release.component();
    if (system != null) {
      components.add(system);
    }
    found.forEach((path, file) -> {
      switch (file) {
        case Found.Jar(var inside, var gap) -> {
          components.addAll(inside);
          if (!gap.isEmpty()) {
            lacks(gap);
          }
        }
        case Found.Closed(var why) -> lacks(why);
        case Found.Text(var text) -> {
          if (APK.contains(path)) {
            components.addAll(SystemPackages.apk(text, release));
          } else if (!RELEASE.contains(path)) {
            components.addAll(SystemPackages.dpkg(text, release));
          }
        }
      }
    });
    return new ArrayList<>(components);
  }

  /** What could not be read, after {@link #components}. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }

  private OsRelease release() {
    for (String path : RELEASE) {
      if (found.get(path) instanceof Found.Text(var text)) {
        return OsRelease.of(text);
      }
    }
    return OsRelease.NONE;
  }
}
