package dev.laytime.worker.configuration;

import dev.laytime.promotion.PathWords;
import dev.laytime.workflow.MessageTexts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose signed statements count.
 *
 * @param name who it is, as gates name them
 * @param keyFile their public key in PEM, relative to the configuration file
 */
public record ApproverProperties(@Nullable String name, @Nullable String keyFile) {

  private static final String NAME = "approvers.name";
  private static final String KEY_FILE = "approvers.key-file";

  /**
   * @throws IllegalArgumentException if one is missing, or nobody can be called so
   */
  public ApproverProperties {
    name = Require.text(NAME, name, "a name, as in ann@example.com");
    keyFile = Require.text(KEY_FILE, keyFile, "a file with a public key in PEM");
    if (!name.equals(name.strip())
        || MessageTexts.faultInName(name) != null
        || PathWords.faultInName(name) != null) {
      throw new IllegalArgumentException(
          "%s: expected a name of %d characters at most that is no path's, not '%s'"
              .formatted(NAME, MessageTexts.LONGEST_NAME, name));
    }
  }

  /**
   * @throws IllegalArgumentException if two have one name
   */
  static void check(List<ApproverProperties> approvers) {
    Set<String> names = new HashSet<>();
    for (ApproverProperties approver : approvers) {
      String name = approver.requiredName();
      if (!names.add(name.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "approvers: expected each name once, not '%s' twice".formatted(name));
      }
    }
  }

  /** Who it is. */
  public String requiredName() {
    return Require.text(NAME, name, "a name, as in ann@example.com");
  }

  /** Their key's file. */
  public String requiredFile() {
    return Require.text(KEY_FILE, keyFile, "a file with a public key in PEM");
  }
}
