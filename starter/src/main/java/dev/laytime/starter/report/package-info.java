/** What the worker's API answers, as people and programs read it. */
@NullMarked
package dev.laytime.starter.report;

import org.jspecify.annotations.NullMarked;
