package dev.switchboard.transcript.part;

import dev.switchboard.common.event.ProviderStatusReceived;

/** Provider's status with the result of applying it. */
public record AppliedStatus(ProviderStatusReceived status, StatusResult result) {}
