package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How a registry can send somebody to an address of its choice. */
enum Way {
  BLOB {
    @Override
    void lead(Server registry, String target) {
      registry.answer("/v2/app/blobs/" + CONTENT.digest(), 307, Map.of("Location", target), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.open(CONTENT).close();
    }
  },
  LOOK {
    @Override
    void lead(Server registry, String target) {
      BLOB.lead(registry, target);
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.has(CONTENT);
    }
  },
  PULL {
    @Override
    void lead(Server registry, String target) {
      registry.answer("/v2/app/manifests/" + SUBJECT, 302, Map.of("Location", target), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.fetch(SUBJECT);
    }
  },
  UPLOAD {
    @Override
    void lead(Server registry, String target) {
      registry.answer(UPLOADS, 202, Map.of("Location", target), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.write(CONTENT, new ByteArrayInputStream(BYTES));
    }
  },
  MOUNT {
    @Override
    void lead(Server registry, String target) {
      String mount = UPLOADS + "?mount=" + CONTENT.digest() + "&from=app";
      registry.answer(mount, 202, Map.of("Location", target), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.have(CONTENT, app);
      app.write(CONTENT, new ByteArrayInputStream(BYTES));
    }
  },
  TAGS {
    @Override
    void lead(Server registry, String target) {
      registry.answer("/v2/app/tags/list", 200, Map.of("Link", next(target)), "{\"tags\":[]}");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.tags();
    }
  },
  REFERRERS {
    @Override
    void lead(Server registry, String target) {
      registry.answer(
          "/v2/app/referrers/" + SUBJECT,
          200,
          Map.of("Link", next(target), "Content-Type", MediaTypes.OCI_INDEX),
          "{\"manifests\":[]}");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      app.referrers(SUBJECT);
    }
  },

  /** What a manifest says of a layer that the registry has not. */
  LAYER {
    @Override
    void lead(Server registry, String target) {
      String manifest =
          "{\"layers\":[{\"digest\":\"%s\",\"urls\":[\"%s\"]}]}"
              .formatted(FOREIGN.digest(), target);
      Map<String, String> type = Map.of("Content-Type", MediaTypes.OCI_MANIFEST);
      registry.answer("/v2/app/manifests/foreign", 200, type, manifest);
      registry.answer("/v2/app/blobs/" + FOREIGN.digest(), 404, Map.of(), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      Manifest manifest = app.get(new Tag("foreign")).orElseThrow();
      app.openForeign(FOREIGN, ManifestContent.urls(manifest, FOREIGN)).close();
    }
  },

  /** The last, since who has learned of a token server asks it before all else. */
  REALM {
    @Override
    void lead(Server registry, String target) {
      registry.answer(MANIFEST, 401, Map.of("WWW-Authenticate", bearer(target)), "");
    }

    @Override
    void follow(RemoteRepository app) throws IOException {
      var _ = app.find(Tag.LATEST);
    }
  };

  static final byte[] BYTES = "layer".getBytes(StandardCharsets.UTF_8);
  static final Descriptor CONTENT =
      new Descriptor("x", Hashing.digestOf(BYTES, "sha256"), BYTES.length, null);
  static final String MANIFEST = "/v2/app/manifests/latest";

  private static final Descriptor FOREIGN =
      new Descriptor("x", Digest.of("sha256", "cd".repeat(32)), BYTES.length, null);
  private static final Digest SUBJECT = Digest.of("sha256", "ab".repeat(32));
  private static final String UPLOADS = "/v2/app/blobs/uploads/";

  /** A registry that answers as it is told. */
  interface Server {
    void answer(String target, int status, Map<String, String> headers, String body);
  }

  /** Has the registry lead there. */
  abstract void lead(Server registry, String target);

  /** Does what leads there. */
  abstract void follow(RemoteRepository app) throws IOException;

  static String bearer(String realm) {
    return "Bearer realm=\"%s\",service=\"x\"".formatted(realm);
  }

  private static String next(String target) {
    return "<%s>; rel=\"next\"".formatted(target);
  }
}
