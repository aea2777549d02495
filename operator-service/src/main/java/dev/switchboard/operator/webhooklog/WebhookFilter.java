package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.page.Cursor;
import java.time.Instant;
import java.util.Optional;

/**
 * Which webhooks a list shows.
 *
 * @param words what the body contains
 */
record WebhookFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> verdict,
        Optional<String> provider,
        Optional<String> words,
        Optional<Cursor> before) {}
