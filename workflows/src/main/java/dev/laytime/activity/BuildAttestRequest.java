package dev.laytime.activity;

import dev.laytime.build.BuildRun;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;

/**
 * A build to attest. What is attested is made of this and of the image alone, so the same request
 * makes the same bytes.
 *
 * @param repository where the image is, and its attestations shall be
 * @param build the workflow's id
 * @param order the id of the request that it was built for
 * @param image what it is called, by tag
 * @param source what it was built of
 */
public record BuildAttestRequest(
    Repository repository,
    Digest digest,
    String build,
    String order,
    Reference image,
    ResolvedRef source,
    BuildRun run) {}
