package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an image into a chart's values. */
final class HelmEdit {

  private final YamlText yaml;
  private final WrittenImage image;
  private final boolean certain;
  private final List<YamlChange> changes = new ArrayList<>();

  private HelmEdit(YamlText yaml, WrittenImage image, boolean certain) {
    this.yaml = yaml;
    this.image = image;
    this.certain = certain;
  }

  /**
   * What is to be changed.
   *
   * @param certain whether the file is known to be the image's
   * @throws EditRefusedException if a value is missing, or cannot be edited
   */
  static List<YamlChange> changes(
      YamlText yaml, Helm keys, Pin pin, WrittenImage image, boolean certain)
      throws EditRefusedException {
    HelmEdit edit = new HelmEdit(yaml, image, certain);
    edit.repository(keys.repository(), keys.registry() != null);
    edit.write(keys.registry(), image.repository().registry());
    // What names the image itself is compared, and written in the same edit.
    boolean named = certain || keys.repository() != null || keys.image() != null;
    edit.tag(keys.tag(), named);
    edit.digest(keys.digest(), named);
    edit.image(keys.image(), pin);
    return edit.changes;
  }

  private void repository(@Nullable String path, boolean registryApart)
      throws EditRefusedException {
    if (path != null) {
      image.requireIsMeantBy(present(path), certain, path);
      write(path, registryApart ? image.repository().path() : image.repository().toString());
    }
  }

  /** Some charts take a digest behind the tag: where one stands it is ours from now on. */
  private void tag(@Nullable String path, boolean named) throws EditRefusedException {
    if (path != null) {
      requireIsMeant(path, named);
      String pinned = present(path).contains("@") ? "@" + image.digest() : "";
      write(path, image.tag() + pinned);
    }
  }

  private void digest(@Nullable String path, boolean named) throws EditRefusedException {
    if (path != null) {
      requireIsMeant(path, named);
      write(path, image.digest().value());
    }
  }

  private void requireIsMeant(String path, boolean named) throws EditRefusedException {
    YamlNode around = YamlLookup.find(yaml.only(), KeyPath.parse(path).parent());
    image.requireIsMeantBeside(Neighbour.in(around), named, path);
  }

  private void image(@Nullable String path, Pin pin) throws EditRefusedException {
    if (path != null) {
      String before = present(path);
      image.requireIsMeantBy(before, certain, path);
      write(path, image.reference(before, pin));
    }
  }

  private String present(String path) throws EditRefusedException {
    return Scalars.editable(yaml.text(), find(path), path).value();
  }

  private void write(@Nullable String path, String value) throws EditRefusedException {
    if (path != null) {
      Scalars.become(yaml.text(), find(path), value, path).ifPresent(changes::add);
    }
  }

  private YamlNode find(String path) throws EditRefusedException {
    return YamlLookup.find(yaml.only(), KeyPath.parse(path));
  }
}
