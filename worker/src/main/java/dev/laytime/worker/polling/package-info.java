/**
 * When mirrors are polled: the ledger's rules become schedules of Temporal, or workflows by cron
 * where the service has no schedules. Two workers that do it at once do no harm.
 */
@NullMarked
package dev.laytime.worker.polling;

import org.jspecify.annotations.NullMarked;
