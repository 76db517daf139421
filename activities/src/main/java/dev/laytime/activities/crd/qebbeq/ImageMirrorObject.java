package dev.laytime.activities.crd.qebbeq;

/** An {@code ImageMirror} as a cluster has it. */
record ImageMirrorObject(ObjectKey key, ImageMirrorSpec spec, ImageMirrorStatus status) {}
