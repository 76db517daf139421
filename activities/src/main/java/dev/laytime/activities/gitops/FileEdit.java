package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Kustomize;
import dev.laytime.activities.gitops.GitFileEdit.Setters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file's content with an image written into it. */
final class FileEdit {

  private FileEdit() {}

  /**
   * The content with the image.
   *
   * @return the same bytes where they say so already; null where no mark in it is the image's
   * @throws EditRefusedException if it cannot be written with certainty
   */
  static byte @Nullable [] edit(byte[] content, GitFileEdit edit, WrittenImage image)
      throws EditRefusedException {
    String text = text(content);
    if (edit.how() instanceof Setters && !SettersEdit.mayHold(text)) {
      return null;
    }
    YamlText yaml = YamlText.parse(text);
    boolean certain = edit.isForOneImage();
    List<YamlChange> changes =
        switch (edit.how()) {
          case Kustomize how -> KustomizeEdit.changes(yaml, how, edit.pin(), image, certain);
          case Helm how -> HelmEdit.changes(yaml, how, edit.pin(), image, certain);
          case Setters how -> SettersEdit.changes(yaml, how, edit.pin(), image, certain);
        };
    if (changes == null) {
      return null;
    }
    return changes.isEmpty()
        ? content
        : YamlChange.apply(text, changes).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] content) throws EditRefusedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new EditRefusedException("it is not text in UTF-8", "write it so");
    }
  }
}
