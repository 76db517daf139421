package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activities.registry.client.ServiceHttp.Method;
import dev.laytime.activities.registry.client.ServiceHttp.Request;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A service of AWS that is asked in JSON.
 *
 * @param target what the names of its operations begin with
 * @param keys whose requests it are
 */
record AwsApi(
    CloudEnvironment environment,
    URI endpoint,
    AwsSignature signature,
    String target,
    Renewed<AwsKeys> keys) {

  /** Asks for an operation; empty where this process was given no keys. */
  Optional<Answer> ask(String operation, String body, String what) throws RegistryException {
    Optional<AwsKeys> known = keys.get();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers =
        Map.of(
            "content-type", "application/x-amz-json-1.1", "x-amz-target", target + "." + operation);
    Map<String, String> signed =
        signature.sign("POST", endpoint, headers, body, known.get(), environment.clock().instant());
    return Optional.of(
        environment.http().ask(new Request(Method.POST, endpoint, signed, body), what));
  }
}
