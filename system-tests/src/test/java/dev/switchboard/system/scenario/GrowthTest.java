package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.system.world.Heap;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void aHeapThatFillsAndIsEmptyAgainIsAsItShouldBe() {
        assertThat(Growth.growth("ai-worker", List.of(heap(80), heap(300), heap(100)))).isEmpty();
    }

    @Test
    void aHeapThatIsNearlyFullIsToldOf() {
        assertThat(Growth.growth("ai-worker", List.of(heap(80), heap(500), heap(100))))
                .singleElement()
                .asString()
                .contains("full");
    }

    @Test
    void aHeapThatKeepsWhatIsOverIsToldOf() {
        assertThat(Growth.growth("ai-worker", List.of(heap(80), heap(300), heap(200))))
                .singleElement()
                .asString()
                .contains("keeps 120 MB");
    }

    private static Heap heap(long megabytes) {
        return new Heap(megabytes, 512);
    }
}
