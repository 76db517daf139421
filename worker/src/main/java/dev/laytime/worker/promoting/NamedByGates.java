package dev.laytime.worker.promoting;

import dev.laytime.activities.registry.verify.PublicKeys;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.GateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verifiers and Jobs of a worker's configuration. Files are read each time, as verifying reads
 * them; one that cannot be read is another one than the one that was.
 */
public final class NamedByGates implements GateSettings {

  private static final String UNREADABLE = "unreadable";

  private final Map<String, VerifierSettings> verifiers;
  private final Map<String, GateJobProperties> jobs;

  public NamedByGates(LaytimeProperties properties) {
    this(properties.verifierSettings(), properties.jobs());
  }

  NamedByGates(List<VerifierSettings> verifiers, List<GateJobProperties> jobs) {
    this.verifiers =
        verifiers.stream().collect(Collectors.toMap(VerifierSettings::name, Function.identity()));
    this.jobs =
        jobs.stream()
            .collect(Collectors.toMap(GateJobProperties::requiredName, Function.identity()));
  }

  @Override
  public List<String> of(PromotionPath path) {
    Stream<List<String>> verifying =
        path.gates().stream()
            .flatMap(NamedByGates::verifier)
            .distinct()
            .sorted()
            .map(name -> verifier(name, verifiers.get(name)));
    Stream<List<String>> running =
        path.gates().stream()
            .filter(Gate.Worked.class::isInstance)
            .map(gate -> ((Gate.Worked) gate).job())
            .distinct()
            .sorted()
            .map(name -> job(name, jobs.get(name)));
    return Stream.concat(verifying, running).flatMap(NamedByGates::counted).toList();
  }

  private static Stream<String> verifier(Gate gate) {
    return switch (gate) {
      case Gate.Signed signed -> Stream.of(signed.verifier());
      case Gate.Attested attested -> Stream.of(attested.verifier());
      case Gate.Soaked _,
          Gate.Checked _,
          Gate.Approved _,
          Gate.Commanded _,
          Gate.Worked _,
          Gate.Opened _ ->
          Stream.of();
    };
  }

  /** How many there are keeps one's texts apart from the next one's. */
  private static Stream<String> counted(List<String> texts) {
    return Stream.concat(Stream.of(String.valueOf(texts.size())), texts.stream());
  }

  private static List<String> verifier(String name, @Nullable VerifierSettings settings) {
    List<String> texts = new ArrayList<>(List.of("verifier", name));
    if (settings != null) {
      switch (settings.trust()) {
        case Trust.Keys(var file) -> {
          texts.add("keys");
          texts.addAll(keys(file));
        }
        case Trust.Identity(var identity, var expression, var issuer, var root) ->
            texts.addAll(
                List.of("identity", identity, String.valueOf(expression), issuer, content(root)));
      }
    }
    return texts;
  }

  private static List<String> keys(Path file) {
    try {
      return PublicKeys.read(file).fingerprints();
    } catch (IOException e) {
      return List.of(UNREADABLE);
    }
  }

  private static String content(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      return UNREADABLE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static List<String> job(String name, @Nullable GateJobProperties job) {
    List<String> texts = new ArrayList<>(List.of("job", name));
    if (job != null) {
      texts.add(job.source() == null ? "" : job.source());
      texts.add(String.valueOf(job.namespace()));
      texts.add(String.valueOf(job.image()));
      texts.addAll(counted(job.args()).toList());
      texts.addAll(List.of(String.valueOf(job.user()), job.cpu(), job.memory(), job.disk()));
      texts.addAll(counted(job.pullSecrets()).toList());
    }
    return texts;
  }
}
