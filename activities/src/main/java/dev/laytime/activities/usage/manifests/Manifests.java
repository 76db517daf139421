package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The manifests of a tree: what each file names, whoever refers to it. */
final class Manifests {

  private final ManifestFiles files;
  private final List<PathPattern> values;
  private final FoundImages found;
  private final Gaps gaps;
  private final Map<String, List<FoundImage>> byFile = new HashMap<>();
  private final Map<String, List<String>> oddPlaces = new LinkedHashMap<>();

  /**
   * @param values rules that say where in other files images are
   */
  Manifests(ManifestFiles files, List<ValuesRule> values, FoundImages found, Gaps gaps) {
    this.files = files;
    this.values = values.stream().map(rule -> new PathPattern(rule.files())).toList();
    this.found = found;
    this.gaps = gaps;
  }

  /** Reads every file whose name says that it may be one. */
  void readAll() {
    files.paths().stream().filter(ManifestFiles::isManifest).forEach(this::in);
  }

  /** What one file names, whatever its name. */
  List<FoundImage> in(String path) {
    List<FoundImage> known = byFile.get(path);
    if (known == null) {
      known = read(path);
      byFile.put(path, known);
      found.addAll(known);
    }
    return known;
  }

  /**
   * Documents that are no objects are gaps.
   *
   * @param patches files in which they may be lists of operations
   */
  void reportOddDocuments(Set<String> patches) {
    oddPlaces.forEach((path, places) -> {
      if (!patches.contains(path)) {
        places.forEach(place -> gaps.add(place, "neither an object nor a list of objects"));
      }
    });
  }

  private List<FoundImage> read(String path) {
    List<Node> documents = files.documents(path);
    ImageSearch search = new ImageSearch(path, gaps);
    for (int i = 0; i < documents.size(); i++) {
      String place = place(path, i, documents.size());
      Node document = documents.get(i);
      if (document instanceof Node.Mapping mapping) {
        if (mapping.text("kind") != null) {
          search.object(mapping, place);
        } else if (values.stream().noneMatch(pattern -> pattern.matches(path))) {
          search.other(mapping, place);
        }
      } else if (!Node.isNothing(document)) {
        oddPlaces.computeIfAbsent(path, _ -> new ArrayList<>()).add(place);
      }
    }
    return List.copyOf(search.images());
  }

  static String place(String path, int index, int documents) {
    return documents == 1 ? path : path + "#" + (index + 1);
  }
}
