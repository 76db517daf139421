package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that came to an image's source after a mirror had brought the image. */
class LateReferrersTest {

  @TempDir Path directory;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private EmbeddedRegistry up;
  private EmbeddedRegistry ours;
  private ImageStores stores;
  private Manifest image;
  private Manifest signature;
  private volatile boolean ledgerIsAway;

  @BeforeEach
  void start() throws IOException {
    up = EmbeddedRegistry.start(directory.resolve("up"), 0);
    ours = EmbeddedRegistry.start(directory.resolve("ours"), 0);
    image = images("ours/dev/app").image(Platform.parse("linux/amd64"), 100);
    SampleImages there = images("up/app");
    signature = there.referrer(there.image(Platform.parse("linux/amd64"), 100));
    stores = new ImageStores(ClientSettings.of(List.of(), Credentials.NONE), _ -> false);
    temporal.registerActivitiesImplementations(
        new RegistryActivitiesImpl(stores, CopyMeter.NONE, Prohibitions.NONE, this::origin));
  }

  @AfterEach
  void stop() {
    temporal.close();
    stores.close();
    ours.close();
    up.close();
  }

  @Test
  void comeAlongWhereTheImageIsCopiedOn() throws IOException {
    copyOn();

    assertThat(referrers("ours/dev/app")).containsExactly(signature.digest());
    assertThat(referrers("ours/prod/app")).containsExactly(signature.digest());
  }

  @Test
  void keepNobodyUpWhoseSourceIsGone() throws IOException {
    up.close();

    copyOn();

    assertThat(referrers("ours/prod/app")).isEmpty();
  }

  @Test
  void keepNobodyUpWhereNobodyKnowsTheSource() throws IOException {
    ledgerIsAway = true;

    copyOn();

    assertThat(referrers("ours/prod/app")).isEmpty();
    assertThat(up.requests().entries()).isEmpty();
  }

  /** What dev has came from upstream; nothing is known of the other. */
  private Optional<Repository> origin(Repository repository, Digest digest) {
    if (ledgerIsAway) {
      throw new LedgerUnavailableException("it does not answer", new IOException("no answer"));
    }
    return repository.path().equals("dev/app") && digest.equals(image.digest())
        ? Optional.of(new Repository(up.address(), "app"))
        : Optional.empty();
  }

  private void copyOn() {
    var _ =
        temporal
            .newActivityStub(
                RegistryActivities.class,
                ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .setHeartbeatTimeout(Duration.ofMinutes(1))
                    .build())
            .copy(new CopyRequest(at("dev/app"), image.digest(), at("prod/app"), List.of(), true));
  }

  private ImageLocation at(String path) {
    return new ImageLocation.InRegistry(
        new Repository(ours.address(), path).pinned(image.digest()));
  }

  private SampleImages images(String path) throws IOException {
    return new SampleImages(OciLayout.openOrCreate(directory.resolve(path)), 1);
  }

  private List<Digest> referrers(String path) throws IOException {
    return OciLayout.openOrCreate(directory.resolve(path)).referrers(image.digest()).stream()
        .map(entry -> entry.descriptor().digest())
        .toList();
  }
}
