/**
 * Qebbeq's kinds, {@code qebbeq.tuco86.dev/v1alpha1}, in our words: mirror rules out of its {@code
 * ImageMirror} objects, and the status of its {@code Image} objects out of our lives.
 *
 * <p>The shapes are Qebbeq's, with every spelling that any of its versions took; the schemas under
 * {@code deploy/helm/laytime/files/crds} are generated from them.
 */
@NullMarked
package dev.laytime.activities.crd.qebbeq;

import org.jspecify.annotations.NullMarked;
