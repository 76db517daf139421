package dev.laytime.activities.usage.manifests;

import dev.laytime.activities.usage.manifests.FoundImage.Subject;
import java.util.List;

/** The images that files of values name, where a person says so. */
final class ValuesFiles {

  private final ManifestFiles files;
  private final FoundImages found;
  private final Gaps gaps;

  ValuesFiles(ManifestFiles files, FoundImages found, Gaps gaps) {
    this.files = files;
    this.found = found;
    this.gaps = gaps;
  }

  /** Reads every file that a rule is about; a rule about none is a gap. */
  void read(ValuesRule rule) {
    PathPattern pattern = new PathPattern(rule.files());
    List<String> paths = files.paths().stream().filter(pattern::matches).toList();
    if (paths.isEmpty()) {
      gaps.add(rule.files(), "no such file of values, or all of them are marked as irrelevant");
    }
    List<ImagePath> images = rule.images().stream().map(ImagePath::parse).toList();
    paths.forEach(path -> read(path, images));
  }

  private void read(String path, List<ImagePath> images) {
    List<Node> documents = files.documents(path);
    if (documents.isEmpty()) {
      gaps.add(path, "has no values");
    }
    for (Node document : documents) {
      images.forEach(image -> follow(path, image, document));
    }
  }

  private void follow(String path, ImagePath image, Node document) {
    image.follow(
        document,
        (where, value) -> found(path, where, value),
        where -> gaps.add(path, "names nothing at " + (where.isEmpty() ? image : where)));
  }

  private void found(String path, String where, Node value) {
    Subject values = new Subject("", "Values", null, path, "values");
    try {
      found.addAll(
          ValuesImage.of(value).stream()
              .map(image -> new FoundImage(values, where, image, path))
              .toList());
    } catch (MalformedException e) {
      gaps.add(path, where + " " + e.getMessage());
    }
  }
}
