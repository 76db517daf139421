package dev.laytime.activities.usage.cluster;

import dev.laytime.usage.Listing;
import dev.laytime.usage.SourceOfUse;
import java.io.IOException;
import java.util.List;

/** A live cluster as a source of use. */
public final class ClusterSource implements SourceOfUse {

  private final String name;
  private final Connector connector;
  private final ClusterSettings settings;
  private final ListingBounds bounds;

  /** Opens a way to the cluster, with the credentials as they are now. */
  public interface Connector {

    /**
     * Opens it.
     *
     * @throws IOException if it cannot be opened; the message says what to mend
     */
    ClusterApi open() throws IOException;
  }

  /**
   * A source over a cluster.
   *
   * @param name in the configuration
   */
  public ClusterSource(String name, Connector connector, ClusterSettings settings) {
    this(name, connector, settings, ListingBounds.NONE);
  }

  /**
   * A source over a cluster that may not take all of the worker.
   *
   * @param name in the configuration
   */
  public ClusterSource(
      String name, Connector connector, ClusterSettings settings, ListingBounds bounds) {
    this.name = name;
    this.connector = connector;
    this.settings = settings;
    this.bounds = bounds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Listing list(Runnable pulse) {
    try (ClusterApi api = connector.open()) {
      return new ClusterListing(name, api, settings, bounds, pulse).read();
    } catch (IOException e) {
      return new Listing("", "", "", List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }
}
