package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.api.Cursor;
import java.time.Instant;
import java.util.Optional;

/**
 * Filter of a list of webhooks.
 *
 * @param text text that the body contains
 */
record WebhookFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> verdict,
        Optional<String> provider,
        Optional<String> text,
        Optional<Cursor> before) {}
