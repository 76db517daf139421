package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;

/**
 * A stage to be owned.
 *
 * @param prefix the stage's; its record lies in {@code <prefix>/laytime-owners}
 * @param installation this installation's id, fit for a tag
 * @param stage its name
 */
public record OwnRequest(RepositoryPrefix prefix, String installation, String stage) {}
