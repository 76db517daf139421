/**
 * image-operator's kind, {@code skopeo.io/v1alpha1} {@code Image}, in our words: mirrors of tags
 * out of its objects, and their status out of what the ledger knows of those.
 *
 * <p>The shapes are image-operator's, also of the times when it was called skopeo-operator; the
 * schema under {@code deploy/helm/laytime/files/crds} is generated from them.
 */
@NullMarked
package dev.laytime.activities.crd.imageoperator;

import org.jspecify.annotations.NullMarked;
