package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Regctl;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Fills a source, and says what shall be copied from it. */
record Scenarios(Workspace workspace, RegistryServer source, Options options) {

  private static final List<String> PLATFORMS =
      List.of("amd64", "arm64", "ppc64le", "riscv64", "s390x");

  private static final int LAYERS = 4;
  private static final int REPOSITORIES = 50;
  private static final int SMALL = 16 * 1024;
  private static final long MIB = 1 << 20;

  /** Those that are asked for. */
  List<Scenario> chosen() {
    return options.scenarios().stream().map(this::filled).toList();
  }

  private Scenario filled(String name) {
    var directory = workspace.directory("images");
    try (Images images = new Images(directory)) {
      return switch (name) {
        case "big" -> big(images);
        case "many" -> many(images);
        case "closure" -> closure(images);
        default -> throw new IllegalArgumentException("No scenario is called '" + name + "'");
      };
    } finally {
      Workspace.delete(directory);
    }
  }

  private Scenario big(Images images) {
    Digest digest = images.image(source, "case/big", "1", LAYERS, options.bigBytes() / LAYERS);
    String title =
        String.format(
            Locale.ROOT, "1: an image of %d MiB in %d layers", options.bigBytes() / MIB, LAYERS);
    return new Scenario("big", target -> List.of(one(title, target, "case/big:1", digest, false)));
  }

  /** An index of five platforms, an attestation for each, a referrer of it and of each platform. */
  private Scenario closure(Images images) {
    Digest digest = images.attestedIndex(source, "case/index", "1", PLATFORMS, 2, 100_000);
    List<Digest> subjects = new ArrayList<>(List.of(digest));
    subjects.addAll(images.children(source, "case/index", digest).subList(0, PLATFORMS.size()));
    Regctl regctl = Regctl.in(workspace);
    for (Digest subject : subjects) {
      String image = source.image("case/index@" + subject);
      regctl.attach(source, image, "application/vnd.example.sbom", "of " + subject);
    }
    String title = "5: an index of 5 platforms, 5 attestations, 6 referrers";
    return new Scenario(
        "closure", target -> List.of(one(title, target, "case/index:1", digest, true)));
  }

  private Job one(
      String title, RegistryServer target, String name, Digest digest, boolean referrers) {
    Move move = new Move(source.image(name), target.image(name), digest);
    return new Job.OneImage(title, move, referrers);
  }

  private Scenario many(Images images) {
    int repositories = Math.min(REPOSITORIES, options.tags());
    Map<String, Digest> tags = new LinkedHashMap<>();
    for (int i = 0; i < options.tags(); i++) {
      String repository = repository(i % repositories);
      String tag = "v" + i / repositories;
      Digest digest = images.image(source, "many/" + repository, tag, 1, SMALL);
      tags.put(repository + ":" + tag, digest);
    }
    List<String> names = IntStream.range(0, repositories).mapToObj(Scenarios::repository).toList();
    String what = tags.size() + " tags in " + names.size() + " repositories";
    return new Scenario("many", target -> manyJobs(what, target, names, tags));
  }

  private List<Job> manyJobs(
      String what, RegistryServer target, List<String> names, Map<String, Digest> tags) {
    String from = source.image("many");
    String to = target.image("many");
    String again = target.image("again");
    return List.of(
        new Job.Repositories("2: " + what + ", cold", from, to, names, moves(from, to, tags)),
        new Job.Repositories("3: the same, nothing to do", from, to, names, moves(from, to, tags)),
        new Job.Repositories(
            "4: the same within one registry", to, again, names, moves(to, again, tags)));
  }

  private static List<Move> moves(String from, String to, Map<String, Digest> tags) {
    return tags.entrySet().stream()
        .map(tag -> new Move(from + "/" + tag.getKey(), to + "/" + tag.getKey(), tag.getValue()))
        .toList();
  }

  private static String repository(int number) {
    return String.format(Locale.ROOT, "r%02d", number);
  }
}
