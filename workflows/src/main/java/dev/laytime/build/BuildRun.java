package dev.laytime.build;

import java.time.Instant;

/**
 * How something came to be built: what is told of it afterwards, whatever its rule says by then.
 *
 * @param rule its name
 * @param source what it was built of
 * @param recipe how it was made
 * @param begunAt when the builder began
 * @param builtAt when it was done
 */
public record BuildRun(
    String rule, BuildSource source, BuildRecipe recipe, Instant begunAt, Instant builtAt) {}
