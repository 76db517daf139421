/**
 * A registry in the process: the OCI distribution-spec over a directory of image layouts.
 *
 * <p>A request passes the log, then the faults, then the error table, then authentication, then the
 * router to one handler per endpoint family. Handlers turn a request value into a response value;
 * only {@code HttpAdapter} knows the server, so every fault is a change of such a value.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI
 *     distribution-spec</a>
 */
@NullMarked
package dev.laytime.activities.registry.embedded;

import org.jspecify.annotations.NullMarked;
