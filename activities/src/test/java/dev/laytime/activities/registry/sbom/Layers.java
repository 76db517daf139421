package dev.laytime.activities.registry.sbom;

import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes layers of files. */
public final class Layers {

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  public Layers file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public Layers file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** A plain archive of them. */
  public byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(bytes, () -> {});
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      writer.file(file.getKey(), file.getValue());
    }
    writer.finish();
    return bytes.toByteArray();
  }

  /** The same, packed, in an image's layout. */
  public Descriptor in(SampleImages images) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(tar());
    }
    return images.blob(SampleImages.LAYER, bytes.toByteArray());
  }

  /** What Maven leaves in an archive. */
  public static String pom(String group, String artifact, String version) {
    return "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, artifact, version);
  }

  /** A Java archive of entries. */
  public static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** One that Maven made of nothing. */
  public static byte[] jar(String group, String artifact, String version) throws IOException {
    return jar(
        Map.of(
            "META-INF/maven/%s/%s/pom.properties".formatted(group, artifact),
            pom(group, artifact, version).getBytes(StandardCharsets.UTF_8)));
  }
}
