package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.system.world.Heap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceWatchTest {

    @Test
    void heapThatFillsAndIsEmptiedIsFine() {
        assertThat(
                        ResourceWatch.heapViolations(
                                "ai-worker", List.of(heap(80), heap(300), heap(100))))
                .isEmpty();
    }

    @Test
    void nearlyFullHeapIsReported() {
        assertThat(
                        ResourceWatch.heapViolations(
                                "ai-worker", List.of(heap(80), heap(500), heap(100))))
                .singleElement()
                .asString()
                .contains("full");
    }

    @Test
    void heapThatRetainsMemoryIsReported() {
        assertThat(
                        ResourceWatch.heapViolations(
                                "ai-worker", List.of(heap(80), heap(300), heap(200))))
                .singleElement()
                .asString()
                .contains("keeps 120 MB");
    }

    private static Heap heap(long megabytes) {
        return new Heap(megabytes, 512);
    }
}
