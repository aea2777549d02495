package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

    @Test
    void oldestEntryIsEvictedWhenTheMapIsFull() {
        // Given
        var map = new BoundedMap<String, Integer>(2);
        map.put("a", 1);
        map.put("b", 2);

        // When
        map.put("c", 3);

        // Then
        assertThat(map.size()).isEqualTo(2);
        assertThat(map.get("a")).isEmpty();
        assertThat(map.get("c")).hasValue(3);
    }

    @Test
    void removedEntryMakesRoom() {
        // Given
        var map = new BoundedMap<String, Integer>(2);
        map.put("a", 1);
        map.put("b", 2);
        map.remove("a");

        // When
        map.put("c", 3);

        // Then
        assertThat(map.get("b")).hasValue(2);
        assertThat(map.get("c")).hasValue(3);
    }
}
