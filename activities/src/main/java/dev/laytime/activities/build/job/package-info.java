/**
 * Builds by Jobs of a cluster: by Kaniko or by BuildKit, of a Dockerfile.
 *
 * <p>Whatever a Dockerfile runs is somebody else's program. So a Job is three steps, each in a
 * container of its own: our image brings the source, the builder makes an archive, and our image
 * takes that to the workshop. Only the first and the last have the workshop's login. The builder
 * has none but one for bases, where its rule names that, and no way to the source but what was
 * brought.
 */
@NullMarked
package dev.laytime.activities.build.job;

import org.jspecify.annotations.NullMarked;
