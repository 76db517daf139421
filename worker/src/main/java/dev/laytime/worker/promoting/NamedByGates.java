package dev.laytime.worker.promoting;

import dev.laytime.activities.registry.verify.PublicKeys;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.image.Sha256;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.GateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifiers and Jobs of a worker's configuration. Files are read each time, as verifying reads
 * them; one that cannot be read is neither the one that was nor another one.
 */
public final class NamedByGates implements GateSettings {

  private static final Logger log = LoggerFactory.getLogger(NamedByGates.class);

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
  public List<Named> of(PromotionPath path) {
    Stream<Named> verifying =
        path.gates().stream()
            .flatMap(NamedByGates::verifier)
            .distinct()
            .sorted()
            .map(name -> {
              try {
                return verifier(name, verifiers.get(name));
              } catch (IOException e) {
                throw new BusyException(unreadable(name, e));
              }
            });
    Stream<Named> running =
        path.gates().stream()
            .filter(Gate.Worked.class::isInstance)
            .map(gate -> ((Gate.Worked) gate).job())
            .distinct()
            .sorted()
            .map(name -> job(name, jobs.get(name)));
    return Stream.concat(verifying, running).toList();
  }

  @Override
  public List<Named> all() {
    List<Named> all = new ArrayList<>();
    verifiers.forEach((name, settings) -> {
      try {
        all.add(verifier(name, settings));
      } catch (IOException e) {
        log.warn("{}: gates that name it wait", unreadable(name, e));
      }
    });
    jobs.forEach((name, settings) -> all.add(job(name, settings)));
    return all;
  }

  private static String unreadable(String verifier, IOException e) {
    return "the keys or the root of verifier '%s' cannot be read: %s"
        .formatted(verifier, e.getMessage());
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

  private static Named verifier(String name, @Nullable VerifierSettings settings)
      throws IOException {
    List<String> texts = new ArrayList<>();
    if (settings != null) {
      switch (settings.trust()) {
        case Trust.Keys(var file) -> {
          texts.add("keys");
          texts.addAll(PublicKeys.read(file).fingerprints());
        }
        case Trust.Identity(var identity, var expression, var issuer, var root) ->
            texts.addAll(
                List.of("identity", identity, String.valueOf(expression), issuer, content(root)));
      }
    }
    return new Named("verifier " + name, texts);
  }

  private static String content(Path file) throws IOException {
    return Sha256.hex(Files.readAllBytes(file));
  }

  private static Named job(String name, @Nullable GateJobProperties job) {
    List<String> texts = new ArrayList<>();
    if (job != null) {
      texts.add(job.source() == null ? "" : job.source());
      texts.add(String.valueOf(job.namespace()));
      texts.add(String.valueOf(job.image()));
      texts.addAll(counted(job.args()).toList());
      texts.addAll(List.of(String.valueOf(job.user()), job.cpu(), job.memory(), job.disk()));
      texts.addAll(counted(job.pullSecrets()).toList());
    }
    return new Named("job " + name, texts);
  }
}
