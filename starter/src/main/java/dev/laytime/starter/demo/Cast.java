package dev.laytime.starter.demo;

import dev.laytime.image.Reference;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Who plays in the script.
 *
 * @param manifests a directory that a source of use scans; the script writes two files there
 * @param upstream an image of two platforms or more
 * @param image its name in a stage that mirrors it, where nothing is yet
 * @param stays another image of a stage, which stays to the end
 * @param patience how long any one thing may take
 */
public record Cast(
    Path manifests, Reference upstream, Reference image, Reference stays, Duration patience) {}
