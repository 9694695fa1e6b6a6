package dev.pcrl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What a lease must be in every store. */
abstract class LeaseContract {
    /** Beats often, expires late: whoever lives is seen to. */
    static final Pace LIVELY = new Pace(Duration.ofMillis(50), Duration.ofMinutes(5));

    /** Never beats while a test runs. */
    static final Pace SILENT = new Pace(Duration.ofHours(1), Duration.ofHours(1));

    /** Waits half a second for a sign of life. */
    static final Pace IMPATIENT = new Pace(Duration.ofMillis(100), Duration.ofMillis(500));

    final Path directory;

    /** @param root a directory of the store */
    LeaseContract(Path root) {
        this.directory = new Path(root, UUID.randomUUID().toString());
    }

    abstract Store store();

    @Test
    void should_refuse_who_comes_second_and_name_the_first() {
        try (Lease first = Lease.acquire(store(), directory, LIVELY)) {
            assertThatThrownBy(() -> Lease.acquire(store(), directory, LIVELY))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith(directory + " is being written by another pcrl (host ")
                    .hasMessageContaining(", process " + ProcessHandle.current().pid() + ", since 2")
                    .message()
                    .doesNotContain("\n");
            first.check();
        }
    }

    @Test
    void should_let_the_next_one_in_at_once_when_closed() {
        Lease first = Lease.acquire(store(), directory, SILENT);
        first.close();

        assertThat(store().children(directory)).isEmpty();
        try (Lease second = Lease.acquire(store(), directory, SILENT)) {
            second.check();
            assertThatThrownBy(first::check)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("was let go of");
            first.close(); // once more harms nothing
            second.check();
        }
    }

    @Test
    void should_be_taken_over_from_who_shows_no_life_and_be_lost_to_him() {
        try (Lease silent = Lease.acquire(store(), directory, SILENT);
                Lease next = Lease.acquire(store(), directory, IMPATIENT)) {
            assertThat(next.number()).isEqualTo(silent.number() + 1);
            assertThatThrownBy(silent::check)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("was lost to host ");
            silent.close();
            assertThat(store().children(directory)).hasSize(1);
        }
    }

    @Test
    void should_be_lost_when_its_file_is_anothers() {
        try (Lease lease = Lease.acquire(store(), directory, SILENT)) {
            LeaseFiles files = new LeaseFiles(store(), directory);
            LeaseHolder other = LeaseHolder.here();
            files.replace(lease.number(), other);

            assertThatThrownBy(lease::check)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("was lost to host ");
            lease.close();
            assertThat(files.text(lease.number()).flatMap(LeaseFiles::holder)).contains(other);
        }
    }

    @Test
    void should_go_to_exactly_one_of_many() throws Exception {
        List<Lease> acquired = Collections.synchronizedList(new ArrayList<>());
        List<String> refused = Collections.synchronizedList(new ArrayList<>());
        try (Together together = new Together(8)) {
            for (int i = 0; i < 8; i++) {
                together.start(() -> {
                    try {
                        acquired.add(Lease.acquire(store(), directory, LIVELY));
                    } catch (UnavailableException e) {
                        refused.add(e.getMessage());
                    }
                });
            }
            together.join();
        }

        assertThat(acquired).hasSize(1);
        assertThat(refused).hasSize(7).allMatch(line -> line.contains("is being written by another pcrl"));
        acquired.get(0).check();
        acquired.get(0).close();
    }

    @Test
    void should_be_taken_over_by_exactly_one_of_many() throws Exception {
        Lease silent = Lease.acquire(store(), directory, SILENT);
        Pace patient = new Pace(Duration.ofMillis(50), Duration.ofSeconds(6)); // longer than S3's pause in createText
        List<Lease> acquired = Collections.synchronizedList(new ArrayList<>());
        try (Together together = new Together(8)) {
            for (int i = 0; i < 8; i++) {
                together.start(() -> {
                    try {
                        acquired.add(Lease.acquire(store(), directory, patient));
                    } catch (UnavailableException e) {
                        assertThat(e).hasMessageContaining("is being written by another pcrl");
                    }
                });
            }
            together.join();
        }

        assertThat(acquired).hasSize(1);
        assertThat(acquired.get(0).number()).isEqualTo(silent.number() + 1);
        assertThatThrownBy(silent::check).hasMessageContaining("was lost to host ");
        acquired.get(0).close();
    }
}
