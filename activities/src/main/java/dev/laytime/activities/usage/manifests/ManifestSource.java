package dev.laytime.activities.usage.manifests;

import dev.laytime.usage.FileTree;
import dev.laytime.usage.FileTree.UnreadableException;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.SourceOfUse;
import java.util.List;
import java.util.function.Function;

/** A tree of manifests, kustomizations and values as a source of use. */
public final class ManifestSource implements SourceOfUse {

  private final String name;
  private final Function<Runnable, FileTree> trees;
  private final ManifestSettings settings;

  /**
   * A source over trees.
   *
   * @param name in the configuration
   * @param trees opens the tree as it is now; calls the pulse that it is given while that takes
   *     time, and throws {@link UnreadableException} where there is no tree to be had
   */
  public ManifestSource(
      String name, Function<Runnable, FileTree> trees, ManifestSettings settings) {
    this.name = name;
    this.trees = trees;
    this.settings = settings;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Listing list(Runnable pulse) {
    try (FileTree tree = trees.apply(pulse)) {
      return list(tree, pulse);
    } catch (UnreadableException e) {
      return new Listing("", "", "", List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private Listing list(FileTree tree, Runnable pulse) {
    Gaps gaps = new Gaps();
    FoundImages found = new FoundImages();
    ManifestFiles files = new ManifestFiles(tree, settings.irrelevant(), gaps, pulse);
    Manifests manifests = new Manifests(files, settings.values(), found, gaps);
    manifests.readAll();
    Kustomizations kustomizations = new Kustomizations(files, manifests, found, gaps, pulse);
    kustomizations.followAll();
    manifests.reportOddDocuments(kustomizations.patchFiles());
    ValuesFiles values = new ValuesFiles(files, found, gaps);
    settings.values().forEach(values::read);
    new Unrendered(files, settings.values(), gaps).report();
    files.lookAgain();
    List<NamedImage> named = found.named(name, gaps);
    return new Listing(
        tree.identity(),
        tree.revision(),
        selected(files),
        named,
        gaps.list(),
        settings.selection());
  }

  private String selected(ManifestFiles files) {
    StringBuilder selected = new StringBuilder();
    selected.append(files.filesRead()).append(" files of .yaml, .yml, .json or a kustomization");
    if (!settings.values().isEmpty()) {
      selected.append("; values in ");
      selected.append(
          String.join(", ", settings.values().stream().map(ValuesRule::files).toList()));
    }
    if (!settings.irrelevant().isEmpty()) {
      selected.append("; left out as irrelevant %d below ".formatted(files.leftOut()));
      selected.append(String.join(", ", settings.irrelevant()));
    }
    return selected.toString();
  }
}
