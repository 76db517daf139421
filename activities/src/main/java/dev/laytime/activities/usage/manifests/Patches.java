package dev.laytime.activities.usage.manifests;

import dev.laytime.activities.usage.manifests.FoundImage.Subject;
import dev.laytime.activities.usage.manifests.KustomizationFile.Patch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The images that a kustomization's patches set: strategic merges and JSON patches alike. */
final class Patches {

  private final ManifestFiles files;
  private final Gaps gaps;
  private final Set<String> read = new HashSet<>();

  Patches(ManifestFiles files, Gaps gaps) {
    this.files = files;
    this.gaps = gaps;
  }

  /** The files that were read as patches. */
  Set<String> filesRead() {
    return read;
  }

  /** The images that a patch names. */
  List<FoundImage> images(KustomizationFile kustomization, Patch patch) {
    String file = patch.file();
    Node inline = patch.inline();
    if (file != null) {
      return inFile(kustomization, file, patch);
    }
    if (inline instanceof Node.Text(var text, _)) {
      Documents documents = Documents.yaml(text);
      if (documents.problem() != null) {
        gaps.add(kustomization.path(), "a patch: " + documents.problem());
      }
      return images(kustomization.path(), documents.readable(), patch, kustomization);
    }
    if (inline == null) {
      gaps.add(kustomization.path(), "a patch has neither path nor content");
      return List.of();
    }
    return images(kustomization.path(), List.of(inline), patch, kustomization);
  }

  private List<FoundImage> inFile(KustomizationFile kustomization, String file, Patch patch) {
    String path = TreePaths.resolve(TreePaths.parent(kustomization.path()), file);
    if (path != null && files.isIrrelevant(path)) {
      return List.of();
    }
    if (path == null || !files.isFile(path)) {
      gaps.add(kustomization.path(), "the patch " + file + " is not in the tree");
      return List.of();
    }
    read.add(path);
    return images(path, files.documents(path), patch, kustomization);
  }

  private List<FoundImage> images(
      String path, List<Node> documents, Patch patch, KustomizationFile kustomization) {
    ImageSearch search = new ImageSearch(path, gaps);
    Subject target = target(patch, kustomization);
    for (int i = 0; i < documents.size(); i++) {
      String place = Manifests.place(path, i, documents.size());
      switch (documents.get(i)) {
        case Node.Mapping object -> search.part(object, target, place);
        case Node.Sequence operations ->
            parts(operations, place).forEach(part -> search.part(part, target, place));
        case Node.Text text -> {
          if (!text.isNull()) {
            gaps.add(place, "is not a patch");
          }
        }
      }
    }
    return search.images();
  }

  private List<Node> parts(Node.Sequence operations, String place) {
    try {
      return JsonPatch.parts(operations);
    } catch (MalformedException e) {
      gaps.add(place, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static String apiVersion(Node.Mapping target) {
    String group = target.text("group");
    String version = target.text("version");
    return group == null ? "" : group + "/" + (version == null ? "" : version);
  }

  /** The object as far as the kustomization tells; a patch may name it better itself. */
  private static Subject target(Patch patch, KustomizationFile kustomization) {
    Node.Mapping target = patch.target();
    String kind = target.text("kind");
    String name = target.text("name");
    return new Subject(
        apiVersion(target),
        kind == null ? "Kustomization" : kind,
        target.text("namespace"),
        name == null ? kustomization.path() : name,
        "template");
  }
}
