@NullMarked
package dev.laytime.activities.gitops;

import org.jspecify.annotations.NullMarked;
