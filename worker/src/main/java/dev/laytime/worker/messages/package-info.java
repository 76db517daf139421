/**
 * Messages to workflows: each starts its receiver if it does not run, and may be sent twice. Every
 * id comes from {@link dev.laytime.workflow.WorkflowIds}, and no start sets search attributes.
 */
@NullMarked
package dev.laytime.worker.messages;

import org.jspecify.annotations.NullMarked;
