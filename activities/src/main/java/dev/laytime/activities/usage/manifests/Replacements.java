package dev.laytime.activities.usage.manifests;

import java.util.List;

/** What of a kustomization copies values between fields, and so could set an image unseen. */
final class Replacements {

  private final ManifestFiles files;
  private final Gaps gaps;

  Replacements(ManifestFiles files, Gaps gaps) {
    this.files = files;
    this.gaps = gaps;
  }

  /** Declares the gaps of the fields {@code replacements} and {@code configurations}. */
  void check(String path, Node.Mapping kustomization) {
    for (Node replacement : kustomization.items("replacements")) {
      if (replacement instanceof Node.Mapping mapping && mapping.text("path") != null) {
        documents(path, String.valueOf(mapping.text("path")))
            .forEach(document -> checkAll(path, document));
      } else {
        check(path, replacement);
      }
    }
    for (Node configuration : kustomization.items("configurations")) {
      if (configuration instanceof Node.Text(var file, _)) {
        documents(path, file).forEach(document -> checkConfiguration(path, file, document));
      }
    }
  }

  private void checkAll(String path, Node document) {
    if (document instanceof Node.Sequence(var replacements)) {
      replacements.forEach(replacement -> check(path, replacement));
    } else {
      check(path, document);
    }
  }

  private void check(String path, Node replacement) {
    if (!(replacement instanceof Node.Mapping mapping)) {
      gaps.add(path, "replacements: has an entry that is not a mapping");
      return;
    }
    for (Node target : mapping.items("targets")) {
      List<Node> fields =
          target instanceof Node.Mapping known ? known.items("fieldPaths") : List.of();
      for (Node field : fields) {
        if (!(field instanceof Node.Text(var text, _))
            || FieldPaths.mayHoldImage(FieldPaths.dotted(text))) {
          gaps.add(path, "replacements: may set an image, and are not followed");
        }
      }
    }
  }

  private void checkConfiguration(String path, String file, Node document) {
    if (document instanceof Node.Mapping mapping && mapping.get("images") != null) {
      gaps.add(path, "configurations: " + file + " names image fields of its own");
    }
  }

  private List<Node> documents(String path, String file) {
    String resolved = TreePaths.resolve(TreePaths.parent(path), file);
    if (resolved != null && files.isIrrelevant(resolved)) {
      return List.of();
    }
    if (resolved == null || !files.isFile(resolved)) {
      gaps.add(path, file + " is not in the tree");
      return List.of();
    }
    return files.documents(resolved);
  }
}
