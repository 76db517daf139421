package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.How;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One image, written into texts. */
final class Edited {

  static final Digest OLD = Digest.of("sha256", "0".repeat(64));
  static final Digest NEW = Digest.of("sha256", "a".repeat(64));
  static final Repository APP = Repository.parse("registry.example.com/prod/team/app");

  private Edited() {}

  static WrittenImage image(String tag) {
    return new WrittenImage("to-prod", "prod", "team/app", APP, new Tag(tag), NEW);
  }

  static String text(String before, How how, Pin pin, String tag) throws EditRefusedException {
    return text(before, new GitFileEdit("f.yaml", List.of(), pin, how), tag);
  }

  static String text(String before, GitFileEdit edit, String tag) throws EditRefusedException {
    byte[] after = FileEdit.edit(before.getBytes(StandardCharsets.UTF_8), edit, image(tag));
    return after == null ? "(no mark)" : new String(after, StandardCharsets.UTF_8);
  }
}
