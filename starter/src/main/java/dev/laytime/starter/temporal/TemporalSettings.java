package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a Temporal service: what was typed over {@code TEMPORAL_…} variables over a profile
 * of Temporal's own configuration file.
 *
 * @param configured whether any of them says anything
 * @see <a href="https://docs.temporal.io/develop/environment-configuration">Temporal, environment
 *     configuration</a>
 */
record TemporalSettings(ClientConfigProfile profile, boolean configured) {

  static final String USUAL_ADDRESS = "127.0.0.1:7233";
  static final String USUAL_NAMESPACE = "default";

  /** Nothing said at all. */
  static final TemporalSettings UNSAID =
      new TemporalSettings(
          ClientConfigProfile.newBuilder()
              .setAddress(USUAL_ADDRESS)
              .setNamespace(USUAL_NAMESPACE)
              .build(),
          false);

  /**
   * @throws CommandFailure if there is no such profile, or the file cannot be read
   */
  static TemporalSettings load(TemporalOptions options, Map<String, String> environment) {
    ClientConfigProfile found = read(options, environment);
    boolean configured = options.given() || !found.equals(ClientConfigProfile.getDefaultInstance());
    ClientConfigProfile.Builder profile = found.toBuilder();
    profile.setAddress(first(options.address(), found.getAddress(), USUAL_ADDRESS));
    profile.setNamespace(first(options.namespace(), found.getNamespace(), USUAL_NAMESPACE));
    return new TemporalSettings(profile.build(), configured);
  }

  String address() {
    return profile.getAddress();
  }

  String namespace() {
    return profile.getNamespace();
  }

  /** A service that a worker names. Secrets go only to the address they were set up for. */
  TemporalSettings at(RunningWorker.Temporal temporal) {
    ClientConfigProfile.Builder other =
        address().equals(temporal.address())
            ? profile.toBuilder()
            : ClientConfigProfile.newBuilder();
    other.setAddress(temporal.address()).setNamespace(temporal.namespace());
    return new TemporalSettings(other.build(), configured);
  }

  /**
   * @throws CommandFailure if a certificate cannot be used
   */
  WorkflowServiceStubsOptions stubs() {
    try {
      return profile.toWorkflowServiceStubsOptions();
    } catch (RuntimeException e) {
      throw CommandFailure.error(
          "set up TLS to Temporal at " + address(),
          RootCause.text(e),
          "check the certificate and key that TEMPORAL_TLS_… or the profile name");
    }
  }

  private static ClientConfigProfile read(
      TemporalOptions options, Map<String, String> environment) {
    LoadClientConfigProfileOptions.Builder load =
        LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment);
    if (options.profile() != null) {
      load.setConfigFileProfile(options.profile());
    }
    try {
      return ClientConfigProfile.load(load.build());
    } catch (IllegalArgumentException | IOException e) {
      throw CommandFailure.error(
          "read Temporal's configuration",
          RootCause.text(e),
          "check --temporal-profile, TEMPORAL_PROFILE and the file that TEMPORAL_CONFIG_FILE names"
              + " (by default temporalio/temporal.toml below the configuration directory)");
    }
  }

  private static String first(@Nullable String typed, @Nullable String found, String usual) {
    if (typed != null) {
      return typed;
    }
    return found == null || found.isEmpty() ? usual : found;
  }
}
