/**
 * What is built, of which source, and who may order it. Values and decisions only; nothing here
 * looks at a clock, at Git, at a registry or at the ledger.
 *
 * <p>Names that orders bring are not trusted: a name that does not fit strictly is no name.
 */
@NullMarked
package dev.laytime.build;

import org.jspecify.annotations.NullMarked;
