/**
 * The second kind of image-operator, {@code buildah.io/v1alpha1} {@code ImageBuilder}: an object
 * holds the text of a Dockerfile, and says what became of its image. Each becomes a build rule of
 * its own, which nobody else orders by.
 */
@NullMarked
package dev.laytime.activities.crd.imagebuilder;

import org.jspecify.annotations.NullMarked;
