package dev.laytime.activities.build.job;

import dev.laytime.activities.build.git.SourceTree;
import dev.laytime.activities.build.git.SourceTree.Entry;
import dev.laytime.activities.build.git.SourceTree.Kind;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRecipe;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * What a builder gets of a proven commit: its context and its Dockerfile, as a compressed tar
 * archive, the same for the same commit. Whoever unpacks it writes nowhere else.
 */
final class SourceArchive {

  /** Where the context is in it. */
  static final String CONTEXT = "context";

  /** Where the Dockerfile is in it: it may lie outside the context. */
  static final String FILE = "file";

  static final String DOCKERFILE = FILE + "/Dockerfile";

  private static final String IGNORED = ".dockerignore";
  private static final int LONGEST_LINK = 4096;

  private final SourceTree tree;
  private final BuildRecipe recipe;
  private final SourceLimits limits;
  private final Set<String> names = new HashSet<>();
  private final Set<String> links = new HashSet<>();
  private long bytes;

  private SourceArchive(SourceTree tree, BuildRecipe recipe, SourceLimits limits) {
    this.tree = tree;
    this.recipe = recipe;
    this.limits = limits;
  }

  /**
   * Writes it.
   *
   * @throws BuildException if there is no such Dockerfile or context, or it is not to be unpacked
   */
  static void write(SourceTree tree, BuildRecipe recipe, SourceLimits limits, Path to)
      throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      new SourceArchive(tree, recipe, limits).write(new SourceTar(out, tree.committed()));
    }
  }

  private void write(SourceTar tar) throws IOException {
    Entry dockerfile =
        regular(recipe.file())
            .orElseThrow(() -> refused("there is no file %s".formatted(recipe.file())));
    tar.directory(FILE);
    add(tar, DOCKERFILE, dockerfile);
    Optional<Entry> ignored = regular(recipe.file() + IGNORED);
    if (ignored.isPresent()) {
      add(tar, DOCKERFILE + IGNORED, ignored.get());
    }
    tar.directory(CONTEXT);
    List<Entry> entries = tree.below(recipe.context(), limits.entries());
    if (entries.isEmpty()) {
      throw refused("there is no directory %s".formatted(recipe.context()));
    }
    if (entries.size() > limits.entries()) {
      throw refused("it has more than %d files".formatted(limits.entries()));
    }
    int above = recipe.context().isEmpty() ? 0 : recipe.context().length() + 1;
    for (Entry entry : entries) {
      String name = entry.path().substring(above);
      require(name);
      String path = CONTEXT + "/" + name;
      switch (entry.kind()) {
        case FILE, PROGRAM -> add(tar, path, entry);
        case LINK -> {
          tar.link(path, target(entry, name));
          links.add(name);
        }
        // As a checkout has it that does not fetch it.
        case SUBMODULE -> tar.directory(path);
      }
    }
    tar.finish();
  }

  private Optional<Entry> regular(String path) throws IOException {
    return tree.find(path)
        .filter(entry -> entry.kind() == Kind.FILE || entry.kind() == Kind.PROGRAM);
  }

  private void add(SourceTar tar, String path, Entry entry) throws IOException {
    long size = tree.size(entry);
    bytes += size;
    if (bytes > limits.bytes()) {
      throw refused("its files have more than %d bytes".formatted(limits.bytes()));
    }
    tar.file(path, entry.kind() == Kind.PROGRAM, size, out -> tree.copy(entry, out));
  }

  /** Git's own checks are not its server's. */
  private void require(String name) {
    boolean plain = name.indexOf('\0') < 0 && names.add(name);
    for (String part : name.split("/", -1)) {
      plain &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      plain &= !links.contains(name.substring(0, slash));
    }
    if (!plain) {
      throw refused("%s is no name that can be unpacked".formatted(name));
    }
  }

  private String target(Entry link, String name) throws IOException {
    if (tree.size(link) > LONGEST_LINK) {
      throw refused("link %s is too long".formatted(name));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tree.copy(link, bytes);
    String target = bytes.toString(StandardCharsets.UTF_8);
    if (!staysWithin(name, target)) {
      throw refused("link %s leads out of it, to %s".formatted(name, target));
    }
    return target;
  }

  /** A way up after a name counts from where that leads, should it be a link: none is taken. */
  private static boolean staysWithin(String name, String target) {
    if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
      return false;
    }
    int depth = name.split("/", -1).length - 1;
    boolean named = false;
    for (String part : target.split("/", -1)) {
      if (part.equals("..")) {
        depth--;
        if (named || depth < 0) {
          return false;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        named = true;
      }
    }
    return true;
  }

  private BuildException refused(String why) {
    return new BuildException(
        BuildFailureKind.USER_ERROR,
        "the source %s: %s"
            .formatted(recipe.context().isEmpty() ? "" : "in " + recipe.context(), why)
            .replace(" :", ":"));
  }
}
