package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one build is called: the same image, commit and strategy are the same build, whoever asks
 * and whichever worker does it.
 *
 * @param value 32 lowercase hexadecimal digits
 */
public record BuildId(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[a-f0-9]{32}");
  private static final int DIGITS = 32;

  /**
   * @throws InvalidReferenceException if the value is not of that form
   */
  @JsonCreator
  public BuildId {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidReferenceException("build", value, "32 lowercase hexadecimal digits");
    }
  }

  /** The build of an image for all its platforms. */
  public static BuildId of(Reference image, GitCommit commit, BuildStrategy strategy) {
    return hash(List.of(image.text(), commit.value(), strategy.name()));
  }

  /** What an order has built of a commit. */
  public static BuildId of(BuildOrder order, GitCommit commit, BuildStrategy strategy) {
    return of(order.image(), commit, strategy).orderedBy(order.requestId());
  }

  /**
   * The same, as one order wants it: who orders anew what was built before wants it built, and gets
   * nothing that was left of then.
   *
   * @param requestId of the order
   */
  public BuildId orderedBy(String requestId) {
    return hash(List.of(value, requestId));
  }

  /** The part of it that is for one platform. */
  public BuildId on(Platform platform) {
    return hash(List.of(value, platform.toString()));
  }

  /** What it is pushed under, where nobody looks for it. */
  public Tag tag() {
    return new Tag("build-" + value);
  }

  /** A name of an object in Kubernetes. */
  public String objectName() {
    return "laytime-build-" + value;
  }

  @Override
  public String toString() {
    return value;
  }

  /** No part has a line break in it. */
  static BuildId hash(List<String> parts) {
    return new BuildId(Sha256.hex(String.join("\n", parts)).substring(0, DIGITS));
  }
}
