package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sigstore's tool, with a key of its own and no service of anybody's: who signs images, and the
 * judge of who signed them.
 *
 * @param directory where its key is
 */
public record Cosign(Workspace workspace, Path directory) {

  /** It waits for networks that are not there. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How it signs. */
  public enum Form {
    /** A bundle that refers to the image. */
    BUNDLE,
    /** What it left under a tag until its third version. */
    TAG
  }

  /** Somebody with a new key. */
  public static Cosign withNewKey(Workspace workspace) {
    Path directory = workspace.directory("cosign");
    Cosign cosign = new Cosign(workspace, directory);
    cosign.run("generate-key-pair").orThrow();
    try {
      Files.writeString(
          directory.resolve("services.json"),
          "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\"}");
      Files.writeString(
          directory.resolve("trust.json"),
          "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\"}");
    } catch (IOException e) {
      throw new UncheckedIOException("Write what cosign may ask", e);
    }
    return cosign;
  }

  /** The public half of the key. */
  public Path publicKey() {
    return directory.resolve("cosign.pub");
  }

  /** Signs an image by digest. */
  public void sign(Form form, String image) {
    make(List.of("sign"), form, image);
  }

  /** Attests something about an image by digest, as SPDX does. */
  public void attestSpdx(Form form, String image) {
    try {
      Files.writeString(directory.resolve("predicate.json"), "{\"SPDXID\":\"SPDXRef-DOCUMENT\"}");
    } catch (IOException e) {
      throw new UncheckedIOException("Write a predicate", e);
    }
    make(List.of("attest", "--type", "spdxjson", "--predicate", "predicate.json"), form, image);
  }

  private void make(List<String> what, Form form, String image) {
    List<String> arguments = new ArrayList<>(what);
    arguments.addAll(List.of("--key", "cosign.key", "--allow-http-registry", "--yes"));
    arguments.addAll(List.of("--oidc-disable-ambient-providers", "--trusted-root", "trust.json"));
    arguments.addAll(
        switch (form) {
          case BUNDLE -> List.of("--signing-config", "services.json");
          case TAG ->
              List.of(
                  "--new-bundle-format=false", "--use-signing-config=false", "--tlog-upload=false");
        });
    arguments.add(image);
    run(arguments.toArray(String[]::new)).orThrow();
  }

  /** Whether it finds an image signed with its key. */
  public Execution verify(Form form, String image) {
    return run(
        "verify",
        "--key",
        "cosign.pub",
        "--new-bundle-format=" + (form == Form.BUNDLE),
        "--insecure-ignore-tlog=true",
        "--allow-http-registry",
        image);
  }

  private Execution run(String... arguments) {
    return workspace.run(
        Command.of("cosign", Checkout.binary("cosign"))
            .with(List.of(arguments))
            .with("COSIGN_PASSWORD", "")
            .with("HOME", directory.toString())
            .in(directory),
        PATIENCE);
  }
}
