/**
 * Laytime's own kinds of objects, for what no other project's kinds can say. Types, what they come
 * to, and what is read and written are apart: {@code …Plan} decides, without a cluster. A type of a
 * schema is a record whose components are called as in YAML.
 */
@NullMarked
package dev.laytime.activities.crd.own;

import org.jspecify.annotations.NullMarked;
