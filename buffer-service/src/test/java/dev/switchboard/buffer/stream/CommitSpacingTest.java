package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommitSpacingTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final CommitSpacing commits = new CommitSpacing();

    @Test
    void threadCommitsOnceInFiftyMilliseconds() {
        assertThat(commits.tryAcquire(NOON)).isTrue();
        assertThat(commits.tryAcquire(NOON.plusMillis(49))).isFalse();
        assertThat(commits.tryAcquire(NOON.plusMillis(50))).isTrue();
        assertThat(commits.tryAcquire(NOON.plusMillis(60))).isFalse();
    }

    @Test
    void clockThatIsSetBackDelaysNoCommit() {
        // Given
        assertThat(commits.tryAcquire(NOON)).isTrue();

        // When, then
        assertThat(commits.tryAcquire(NOON.minusSeconds(60))).isTrue();
    }

    @Test
    void threadsDoNotWaitForEachOther() {
        // Given
        assertThat(commits.tryAcquire(NOON)).isTrue();

        // When, then
        assertThat(CompletableFuture.supplyAsync(() -> commits.tryAcquire(NOON)).join()).isTrue();
    }
}
