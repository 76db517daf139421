package dev.laytime.activities.build.jib;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of its image.
 *
 * @param from the base image; null for none
 * @param entrypoint null for the base's
 * @param cmd null for the base's, unless there is an entrypoint
 * @param environment besides the base's
 * @param labels besides the base's
 * @param user null for the base's
 * @param directory in which it starts; null for the base's
 * @param ports besides the base's, as {@code 8080} or {@code 53/udp}
 */
record ImageFile(
    @Nullable String from,
    List<LayerRule> layers,
    @Nullable List<String> entrypoint,
    @Nullable List<String> cmd,
    Map<String, String> environment,
    Map<String, String> labels,
    @Nullable String user,
    @Nullable String directory,
    List<String> ports) {}
