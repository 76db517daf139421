/**
 * The tar format: files in one file, found by name and read where they lie.
 *
 * <p>Nothing is ever unpacked, so no entry can lead to a place outside its archive. Archives are
 * foreign: whatever one declares is checked against bounds before it is believed.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX, pax and
 *     ustar interchange formats</a>
 */
@NullMarked
package dev.laytime.activities.registry.tar;

import org.jspecify.annotations.NullMarked;
