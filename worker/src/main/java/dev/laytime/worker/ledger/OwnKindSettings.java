package dev.laytime.worker.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether Laytime's own objects in a cluster count.
 *
 * @param counted false where no cluster is configured for them: then none is known any more
 * @param dryRun whether nothing is written in the stages that they make
 * @param ground which cluster has them and whose count for all, in any form
 * @param tenants by namespace what its objects are judged by, in any form
 */
public record OwnKindSettings(
    boolean counted, boolean dryRun, String ground, Map<String, String> tenants) {

  /** They do not. */
  public static final OwnKindSettings OFF = new OwnKindSettings(false, false);

  /** Always in one order: workers compare what they write of it. */
  public OwnKindSettings {
    tenants = Collections.unmodifiableMap(new TreeMap<>(tenants));
  }

  /** Judged by the rest of the configuration alone. */
  public OwnKindSettings(boolean counted, boolean dryRun) {
    this(counted, dryRun, "", Map.of());
  }

  /**
   * What an object is judged by, as far as that is its own namespace's: what is said of another one
   * leaves it as it was.
   *
   * @param object {@code NAMESPACE/NAME}
   */
  public String judgedBy(String object) {
    String namespace = object.substring(0, Math.max(object.indexOf('/'), 0));
    String tenant = tenants.get(namespace);
    return tenant == null ? ground : "%s tenant=%s %s".formatted(ground, namespace, tenant);
  }
}
