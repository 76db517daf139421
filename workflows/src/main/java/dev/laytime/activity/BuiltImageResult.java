package dev.laytime.activity;

/**
 * What an image lacks.
 *
 * @param fault for people; empty where it is as it should be
 */
public record BuiltImageResult(String fault) {}
