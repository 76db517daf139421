package dev.laytime.activity;

import dev.laytime.image.Repository;

/**
 * A registry to find out about.
 *
 * @param repository where the probe's own tag may be written and deleted
 */
public record ProbeRequest(Repository repository) {}
