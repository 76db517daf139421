package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Kustomize;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.YamlNode.Mapping;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import dev.laytime.activities.gitops.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes an image into the entry of a kustomization's {@code images}. */
final class KustomizeEdit {

  private static final String IMAGES = "images";
  private static final String NAME = "name";
  private static final String NEW_NAME = "newName";
  private static final String NEW_TAG = "newTag";
  private static final String DIGEST = "digest";
  private static final String BY_HAND = "add the image's entry by hand once";

  private final YamlText yaml;
  private final String name;
  private final Pin pin;
  private final WrittenImage image;
  private final boolean certain;

  private KustomizeEdit(
      YamlText yaml, Kustomize how, Pin pin, WrittenImage image, boolean certain) {
    this.yaml = yaml;
    String named = how.image();
    this.name = named == null ? image.repository().toString() : named;
    this.pin = pin;
    this.image = image;
    this.certain = certain || named == null;
  }

  /**
   * What is to be changed.
   *
   * @param certain whether the file is known to be the image's
   * @throws EditRefusedException if the entry is not clear, or cannot be edited
   */
  static List<YamlChange> changes(
      YamlText yaml, Kustomize how, Pin pin, WrittenImage image, boolean certain)
      throws EditRefusedException {
    return new KustomizeEdit(yaml, how, pin, image, certain).changes();
  }

  private List<YamlChange> changes() throws EditRefusedException {
    if (!(yaml.only() instanceof Mapping root) || root.flow() || root.entries().isEmpty()) {
      throw new EditRefusedException("it is no kustomization of one key a line", BY_HAND);
    }
    Optional<YamlNode> images = YamlLookup.value(root, IMAGES);
    YamlInsertion insertion = new YamlInsertion(yaml);
    if (images.isEmpty()) {
      return List.of(insertion.key(root, IMAGES, entry()));
    }
    return switch (images.get()) {
      case Sequence sequence when !sequence.items().isEmpty() -> entries(sequence, insertion);
      case Sequence empty when empty.flow() && !empty.place().named() ->
          insertion.insteadOf(root, empty, entry());
      case Scalar nothing when isNothing(nothing) -> insertion.insteadOf(root, nothing, entry());
      default ->
          throw new EditRefusedException(
              "its images in line %d are no list".formatted(images.get().place().line()), BY_HAND);
    };
  }

  private static boolean isNothing(Scalar scalar) {
    return scalar.style() == YamlNode.Style.PLAIN
        && !scalar.place().named()
        && List.of("", "~", "null").contains(scalar.value());
  }

  private List<YamlChange> entries(Sequence images, YamlInsertion insertion)
      throws EditRefusedException {
    List<Mapping> found = new ArrayList<>();
    for (YamlNode item : images.items()) {
      if (!(item instanceof Mapping entry)) {
        throw new EditRefusedException(
            "its images have no plain entry in line %d".formatted(item.place().line()), BY_HAND);
      }
      if (name.equals(text(entry, NAME))) {
        found.add(entry);
      }
    }
    if (found.size() > 1) {
      throw new EditRefusedException(
          "its images name '%s' in lines %d and %d"
              .formatted(name, found.get(0).place().line(), found.get(1).place().line()),
          "leave one of them");
    }
    return found.isEmpty()
        ? List.of(insertion.item(images, entry()))
        : update(found.getFirst(), insertion);
  }

  private List<YamlChange> update(Mapping entry, YamlInsertion insertion)
      throws EditRefusedException {
    image.requireIsMeantBy(text(entry, NEW_NAME), certain, "newName of '%s'".formatted(name));
    Map<String, String> wanted = new LinkedHashMap<>(entry());
    wanted.remove(NAME);
    // What is there counts for kustomize, whatever we were to write: it must not stay behind.
    if (YamlLookup.value(entry, NEW_NAME).isPresent()) {
      wanted.put(NEW_NAME, image.repository().toString());
    }
    if (YamlLookup.value(entry, NEW_TAG).isPresent()) {
      wanted.put(NEW_TAG, image.tag().value());
    }
    if (YamlLookup.value(entry, DIGEST).isPresent()) {
      wanted.put(DIGEST, image.digest().value());
    }
    List<YamlChange> changes = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      Optional<YamlNode> present = YamlLookup.value(entry, each.getKey());
      if (present.isPresent()) {
        Scalars.become(yaml.text(), present.get(), each.getValue(), each.getKey())
            .ifPresent(changes::add);
      } else {
        missing.put(each.getKey(), each.getValue());
      }
    }
    if (!missing.isEmpty()) {
      changes.add(insertion.after(entry, missing));
    }
    return changes;
  }

  private Map<String, String> entry() {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put(NAME, name);
    if (!name.equals(image.repository().toString())) {
      entry.put(NEW_NAME, image.repository().toString());
    }
    if (pin != Pin.DIGEST) {
      entry.put(NEW_TAG, image.tag().value());
    }
    if (pin != Pin.TAG) {
      entry.put(DIGEST, image.digest().value());
    }
    return entry;
  }

  private @Nullable String text(Mapping entry, String key) throws EditRefusedException {
    Optional<YamlNode> value = YamlLookup.value(entry, key);
    return value.isPresent() ? Scalars.editable(yaml.text(), value.get(), key).value() : null;
  }
}
