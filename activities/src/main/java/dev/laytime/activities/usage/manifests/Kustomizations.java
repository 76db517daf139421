package dev.laytime.activities.usage.manifests;

import dev.laytime.activities.usage.manifests.FoundImage.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What kustomizations make of images.
 *
 * <p>For each one the images of everything that it reaches are gathered, and each entry of its
 * {@code images} adds what it makes of those that it matches. Nothing is ever taken out: what an
 * order of patches and components could leave behind is listed too.
 */
final class Kustomizations {

  private static final int DEEPEST = 50;
  private static final int MOST_IMAGES = 100_000;

  private final ManifestFiles files;
  private final Manifests manifests;
  private final FoundImages found;
  private final Gaps gaps;
  private final Runnable pulse;
  private final Patches patches;
  private final Replacements replacements;
  private final Map<String, List<KustomizationFile>> byDirectory = new TreeMap<>();
  private final Map<String, Set<FoundImage>> rendered = new HashMap<>();
  private final Set<String> underway = new LinkedHashSet<>();

  Kustomizations(
      ManifestFiles files, Manifests manifests, FoundImages found, Gaps gaps, Runnable pulse) {
    this.files = files;
    this.manifests = manifests;
    this.found = found;
    this.gaps = gaps;
    this.pulse = pulse;
    this.patches = new Patches(files, gaps);
    this.replacements = new Replacements(files, gaps);
  }

  /** Reads and follows all of them. */
  void followAll() {
    files.paths().stream().filter(KustomizationFile::isNamed).forEach(this::read);
    byDirectory.keySet().forEach(this::render);
  }

  /** The files that they name as patches. */
  Set<String> patchFiles() {
    return patches.filesRead();
  }

  private void read(String path) {
    List<Node> documents =
        files.documents(path).stream().filter(document -> !Node.isNothing(document)).toList();
    if (documents.stream().noneMatch(KustomizationFile::isOne)) {
      return;
    }
    List<KustomizationFile> inDirectory =
        byDirectory.computeIfAbsent(TreePaths.parent(path), _ -> new ArrayList<>());
    if (documents.size() > 1 || !inDirectory.isEmpty()) {
      gaps.add(path, "more than one kustomization in a directory");
    }
    for (Node document : documents) {
      if (document instanceof Node.Mapping mapping) {
        inDirectory.add(KustomizationFile.of(path, mapping, gaps));
        replacements.check(path, mapping);
      }
    }
  }

  private Set<FoundImage> render(String directory) {
    Set<FoundImage> known = rendered.get(directory);
    if (known != null) {
      return known;
    }
    Set<FoundImage> images = new LinkedHashSet<>();
    follow(directory, images);
    rendered.put(directory, images);
    return images;
  }

  /**
   * Does what a directory's kustomization does to images that are there already, and adds its own.
   */
  private void follow(String directory, Set<FoundImage> images) {
    List<KustomizationFile> kustomizations = byDirectory.getOrDefault(directory, List.of());
    if (underway.size() >= DEEPEST || !underway.add(directory)) {
      kustomizations.forEach(
          one -> gaps.add(one.path(), "reaches itself, or is nested deeper than " + DEEPEST));
      return;
    }
    pulse.run();
    for (KustomizationFile kustomization : kustomizations) {
      follow(kustomization, images);
      if (images.size() > MOST_IMAGES) {
        gaps.add(kustomization.path(), "reaches more than %d images".formatted(MOST_IMAGES));
        images.clear();
      }
    }
    underway.remove(directory);
  }

  private void follow(KustomizationFile kustomization, Set<FoundImage> images) {
    for (String resource : kustomization.resources()) {
      images.addAll(resource(kustomization, resource));
    }
    for (String component : kustomization.components()) {
      component(kustomization, component, images);
    }
    for (KustomizationFile.Patch patch : kustomization.patches()) {
      Collection<FoundImage> ofPatch = patches.images(kustomization, patch);
      found.addAll(ofPatch);
      images.addAll(ofPatch);
    }
    for (ImageOverride override : kustomization.images()) {
      override(kustomization, override, images);
    }
  }

  private Collection<FoundImage> resource(KustomizationFile kustomization, String resource) {
    String path = TreePaths.resolve(TreePaths.parent(kustomization.path()), resource);
    if (path != null && (files.isIrrelevant(path) || files.isIrrelevant(path + "/"))) {
      return List.of();
    }
    if (path != null && files.isFile(path)) {
      return manifests.in(path);
    }
    if (path != null && byDirectory.containsKey(path)) {
      return render(path);
    }
    gaps.add(kustomization.path(), missing(resource));
    return List.of();
  }

  private void component(
      KustomizationFile kustomization, String component, Set<FoundImage> images) {
    String path = TreePaths.resolve(TreePaths.parent(kustomization.path()), component);
    if (path != null && byDirectory.containsKey(path)) {
      follow(path, images);
    } else if (path == null || !files.isIrrelevant(path + "/")) {
      gaps.add(kustomization.path(), missing(component));
    }
  }

  private void override(
      KustomizationFile kustomization, ImageOverride override, Set<FoundImage> images) {
    Map<FoundImage, FoundImage> replaced = new LinkedHashMap<>();
    for (FoundImage image : images) {
      String replacement = override.apply(image.image());
      if (replacement != null && !replacement.equals(image.image())) {
        replaced.put(image, image.with(replacement, kustomization.path()));
      }
    }
    replaced.forEach(found::replaced);
    images.addAll(replaced.values());
    nameOwn(kustomization, override);
  }

  /** What an entry tells all by itself counts even if nothing that it matches was found. */
  private void nameOwn(KustomizationFile kustomization, ImageOverride override) {
    String own = override.own();
    if (own != null && !(override.keepsName() && !FoundImages.isReference(own))) {
      Subject subject = new Subject("", "Kustomization", null, kustomization.path(), "template");
      found.addAll(List.of(new FoundImage(subject, null, own, kustomization.path())));
    }
  }

  private static String missing(String resource) {
    boolean remote =
        resource.contains("://") || resource.startsWith("git@") || resource.contains("?ref=");
    return resource
        + (remote
            ? ": is not fetched, and may name images"
            : ": is neither a file nor a kustomization in the tree");
  }
}
