/**
 * Sources of builds in Git: which commit is meant, and whether it may be built.
 *
 * <p>Nothing is asked for but tags and branches that a rule allows; what a server has besides them,
 * as the commits of pull requests and forks, never gets here, and so cannot be named.
 */
@NullMarked
package dev.laytime.activities.build.git;

import org.jspecify.annotations.NullMarked;
