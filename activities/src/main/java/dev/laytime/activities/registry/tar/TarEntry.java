package dev.laytime.activities.registry.tar;

/**
 * A file in an archive.
 *
 * @param offset of its first byte in the archive
 * @param size in bytes
 */
public record TarEntry(long offset, long size) {}
