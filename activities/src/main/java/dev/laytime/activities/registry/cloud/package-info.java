/**
 * Who this process is to the registries of clouds: tokens that it gets by what the cloud gave it,
 * for hosts of that cloud and no other. Nothing here is asked before a registry wants to know.
 */
@NullMarked
package dev.laytime.activities.registry.cloud;

import org.jspecify.annotations.NullMarked;
