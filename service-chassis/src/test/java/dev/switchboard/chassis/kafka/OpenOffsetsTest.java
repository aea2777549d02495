package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
    private final OpenOffsets offsets = new OpenOffsets();

    @Test
    void aPartitionInWhichNothingHasBegunHasNotMoved() {
        assertThat(offsets.committable()).isEmpty();
    }

    @Test
    void firstUnfinishedRecordIsCommittable() {
        // Given
        LongStream.of(4, 5, 6, 7).forEach(offsets::begun);

        // When
        LongStream.of(7, 6, 4).forEach(offsets::finished);

        // Then
        assertThat(offsets.committable()).hasValue(5);
    }

    @Test
    void aPartitionWhoseFirstRecordIsNotFinishedHasNotMoved() {
        // Given
        LongStream.of(5, 6).forEach(offsets::begun);

        // When
        offsets.finished(6);

        // Then
        assertThat(offsets.committable()).isEmpty();
    }

    @Test
    void batchThatIsReportedByItsLastRecordIsOpenFromItsFirst() {
        // Given
        offsets.begun(49);
        offsets.finished(49);

        // When
        offsets.begun(99);

        // Then
        assertThat(offsets.committable()).hasValue(50);
    }

    @Test
    void offsetBehindTheNewestIsCommittableWhenAllIsFinished() {
        // Given
        LongStream.of(5, 9).forEach(offsets::begun);

        // When
        LongStream.of(9, 5).forEach(offsets::finished);

        // Then
        assertThat(offsets.committable()).hasValue(10);
    }

    @Test
    void aRecordThatBeginsTwiceIsFinishedOnce() {
        // Given
        LongStream.of(5, 5).forEach(offsets::begun);

        // When
        offsets.finished(5);

        // Then
        assertThat(offsets.committable()).hasValue(6);
    }

    /** Related case: a consumer that goes back to its committed offset. */
    @Test
    void recordsWrittenAfterATruncationAreNotTakenForFinished() {
        // Given
        LongStream.of(7, 8, 9).forEach(offsets::begun);
        LongStream.of(7, 8, 9).forEach(offsets::finished);

        // When
        offsets.begun(6);

        // Then
        assertThat(offsets.committable()).hasValue(6);
        offsets.finished(6);
        assertThat(offsets.committable()).hasValue(7);
    }
}
