package dev.laytime.activities.usage.manifests;

import dev.laytime.activities.usage.manifests.FoundImage.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images that objects name: in every list of containers and every image volume, at any
 * depth, whatever the kind. So a new workload kind, an older version of one, a list and a patch are
 * all read alike, and so kustomize finds what it transforms. Where a kind is not Kubernetes' own,
 * every field that is called after an image and holds a reference names one as well.
 */
final class ImageSearch {

  private static final Set<String> CONTAINERS =
      Set.of("containers", "initContainers", "ephemeralContainers");

  private static final Set<String> YES = Set.of("true", "yes", "on");

  private final String path;
  private final Gaps gaps;
  private final Gaps elsewhere;
  private final List<FoundImage> images = new ArrayList<>();

  ImageSearch(String path, Gaps gaps) {
    this(path, gaps, gaps);
  }

  /**
   * @param elsewhere of objects that have others rendered by somebody else
   */
  ImageSearch(String path, Gaps gaps, Gaps elsewhere) {
    this.path = path;
    this.gaps = gaps;
    this.elsewhere = elsewhere;
  }

  List<FoundImage> images() {
    return images;
  }

  /** Reads an object, or a list of objects. */
  void object(Node.Mapping object, String place) {
    object(object, "", place);
  }

  /** Reads what is no object, as values are, or what other programs deploy by. */
  void other(Node.Mapping document, String place) {
    new Walk(new Subject("", "File", null, path, "named"), place).fields(document);
  }

  /** Reads a part of an object that is known from elsewhere. */
  void part(Node part, Subject object, String place) {
    new Walk(object, place).through(part);
  }

  private void object(Node.Mapping object, String defaultKind, String place) {
    Subject subject = subject(object, defaultKind, path);
    if (subject.kind().endsWith("List") && object.get("items") instanceof Node.Sequence items) {
      String kind = subject.kind().substring(0, subject.kind().length() - "List".length());
      items.items().forEach(item -> item(item, kind, place));
    } else {
      String cause = RenderedElsewhere.cause(object);
      if (cause != null) {
        elsewhere.add(place, subject.kind() + " " + subject.name() + ": " + cause);
      }
      new Walk(subject, place).inside(object);
    }
  }

  private void item(Node item, String kind, String place) {
    if (item instanceof Node.Mapping object) {
      object(object, kind, place);
    } else {
      gaps.add(place, "an item of a list is not an object");
    }
  }

  /** Who an object is; what it does not say is taken from where it was found. */
  static Subject subject(Node.Mapping object, String defaultKind, String defaultName) {
    Node.Mapping metadata = object.mapping("metadata");
    Node.Mapping spec = object.mapping("spec");
    String kind = object.text("kind");
    String apiVersion = object.text("apiVersion");
    String name = metadata.text("name");
    String generated = metadata.text("generateName");
    return new Subject(
        apiVersion == null ? "" : apiVersion,
        kind == null ? defaultKind : kind,
        metadata.text("namespace"),
        name != null ? name : generated != null ? generated : defaultName,
        reason(spec));
  }

  private static String reason(Node.Mapping spec) {
    String suspend = spec.text("suspend");
    if (suspend != null && YES.contains(suspend.toLowerCase(Locale.ROOT))) {
      return "suspended";
    }
    return "0".equals(spec.text("replicas")) ? "zero replicas" : "template";
  }

  /** One object's inside. */
  private final class Walk {

    private final Subject subject;
    private final String place;
    private final boolean anyField;

    Walk(Subject subject, String place) {
      this.subject = subject;
      this.place = place;
      this.anyField = !KnownKinds.has(subject.apiVersion(), subject.kind());
    }

    void through(Node node) {
      switch (node) {
        case Node.Mapping mapping when isObject(mapping) -> object(mapping, "", place);
        case Node.Mapping mapping -> inside(mapping);
        case Node.Sequence(var items) -> items.forEach(this::through);
        case Node.Text _ -> {}
      }
    }

    void inside(Node.Mapping mapping) {
      if (anyField) {
        named(mapping);
      }
      mapping.entries().forEach(this::entry);
    }

    /** Nothing but fields that are called after an image, at any depth. */
    void fields(Node node) {
      switch (node) {
        case Node.Mapping mapping -> {
          named(mapping);
          mapping.entries().values().forEach(this::fields);
        }
        case Node.Sequence(var items) -> items.forEach(this::fields);
        case Node.Text _ -> {}
      }
    }

    private void named(Node.Mapping mapping) {
      for (String image : ImageFields.of(mapping)) {
        images.add(new FoundImage(subject, mapping.text("name"), image, place));
      }
    }

    /** An object within an object, as in a template's list. */
    private static boolean isObject(Node.Mapping mapping) {
      return mapping.text("kind") != null && mapping.get("metadata") instanceof Node.Mapping;
    }

    private void entry(String key, Node value) {
      if (CONTAINERS.contains(key)) {
        containers(key, value);
      } else if (key.equals("volumes") && value instanceof Node.Sequence(var volumes)) {
        volumes.forEach(this::volume);
      }
      if (!key.equals("metadata")) {
        through(value);
      }
    }

    private void containers(String key, Node value) {
      if (value instanceof Node.Sequence(var containers)) {
        for (Node container : containers) {
          if (container instanceof Node.Mapping named) {
            found(named.text("name"), named.get("image"));
          } else {
            mustBe(key + " has an entry that is not a container", container);
          }
        }
      } else {
        mustBe(key + " is not a list", value);
      }
    }

    private void volume(Node volume) {
      if (volume instanceof Node.Mapping named) {
        found(named.text("name"), named.mapping("image").get("reference"));
      }
    }

    private void found(@Nullable String container, @Nullable Node image) {
      if (image instanceof Node.Text(var text, _)) {
        if (!text.isEmpty()) {
          images.add(new FoundImage(subject, container, text, place));
        }
      } else if (image != null) {
        mustBe("the image of container " + container + " is not a string", image);
      }
    }

    /** In kinds that are not Kubernetes' own, such a key may mean something else. */
    private void mustBe(String cause, Node value) {
      if (KnownKinds.isWorkload(subject.kind()) && !Node.isNothing(value)) {
        gaps.add(place, subject.kind() + " " + subject.name() + ": " + cause);
      }
    }
  }
}
