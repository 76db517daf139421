package dev.laytime.worker.configuration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one worker does at a time.
 *
 * @param copies copies, 1 or more
 * @param tags images of one mirror that selects tags, within one of those copies, 1 or more
 * @param requests short requests to registries, and ends of builds, 1 or more
 * @param messages questions to the ledger and messages between workflows, 1 or more
 * @param scans scans of sources of use, and what is written into Git, 1 or more
 * @param builds builds, 1 or more
 * @param gates programs and Jobs of gates, 1 or more
 * @param resolves questions to Git of what is to be built, 1 or more
 */
public record ConcurrencyProperties(
    @DefaultValue("8") int copies,
    @DefaultValue("4") int tags,
    @DefaultValue("32") int requests,
    @DefaultValue("32") int messages,
    @DefaultValue("4") int scans,
    @DefaultValue("4") int builds,
    @DefaultValue("4") int gates,
    @DefaultValue("4") int resolves) {

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public ConcurrencyProperties {
    requirePositive("copies", copies);
    requirePositive("tags", tags);
    requirePositive("requests", requests);
    requirePositive("messages", messages);
    requirePositive("scans", scans);
    requirePositive("builds", builds);
    requirePositive("gates", gates);
    requirePositive("resolves", resolves);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: expected a number of 1 or more, not %d".formatted(name, value));
    }
  }
}
