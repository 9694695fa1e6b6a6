package dev.pcrl.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void should_name_whom_a_worker_waits_for_when_that_one_stands_still() throws Exception {
        CountDownLatch given = new CountDownLatch(2);
        List<String> ends = Rings.run(3, Duration.ofSeconds(1), ring -> {
            if (ring.rank() == 1) {
                given.await(30, TimeUnit.SECONDS); // stands still until no one waits any more
                return "";
            }
            try {
                ring.shift(ByteBuffer.allocate(1), ByteBuffer.allocate(1));
                ring.shift(ByteBuffer.allocate(1), ByteBuffer.allocate(1));
                return "";
            } catch (WorkerLostException e) {
                given.countDown();
                return e.getMessage();
            }
        });

        assertThat(ends.get(2)).isEqualTo("worker 2 waited 1 s for worker 1 to send");
    }

    @Test
    void should_end_at_once_when_a_worker_is_gone() throws Exception {
        long began = System.nanoTime();
        List<String> ends = Rings.run(2, Duration.ofHours(1), ring -> {
            if (ring.rank() == 1) {
                return "";
            }
            try {
                ring.shift(ByteBuffer.allocate(0), ByteBuffer.allocate(1));
                return "";
            } catch (WorkerLostException e) {
                return e.getMessage();
            }
        });

        assertThat(ends.get(0)).startsWith("worker 0 lost a neighbour in the ring: worker 1");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void should_not_let_in_who_does_not_know_the_secret() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (RingJoin one = RingJoin.listen(loopback, Secret.draw());
                RingJoin stranger = RingJoin.listen(loopback, Secret.draw())) {
            List<String> addresses = List.of(one.address(), stranger.address());
            CompletableFuture<Ring> other =
                    CompletableFuture.supplyAsync(() -> stranger.join(1, addresses, Duration.ofSeconds(2)));

            assertThatThrownBy(() -> one.join(0, addresses, Duration.ofSeconds(2)))
                    .isInstanceOf(WorkerLostException.class)
                    .hasMessageStartingWith("worker 0 waited for worker 1 at 127.0.0.1:");
            assertThat(other).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void should_join_although_strangers_connect() throws Exception {
        Secret secret = Secret.draw();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (RingJoin first = RingJoin.listen(loopback, secret);
                RingJoin second = RingJoin.listen(loopback, secret);
                Socket talker = connect(first);
                Socket liar = connect(first)) {
            talker.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            DataOutputStream out = new DataOutputStream(liar.getOutputStream());
            out.writeInt(0x5043524c);
            out.writeInt(1);
            out.write(new byte[Secret.BYTES]); // a challenge
            out.write(new byte[Secret.BYTES]); // no proof
            List<String> addresses = List.of(first.address(), second.address());
            CompletableFuture<Ring> other = CompletableFuture.supplyAsync(() -> second.join(1, addresses, PATIENCE));

            try (Ring ring = first.join(0, addresses, PATIENCE);
                    Ring next = other.get(30, TimeUnit.SECONDS)) {
                ByteBuffer in = ByteBuffer.allocate(1);
                CompletableFuture<Void> shifted = CompletableFuture.runAsync(
                        () -> next.shift(ByteBuffer.wrap(new byte[] {7}), ByteBuffer.allocate(1)));
                ring.shift(ByteBuffer.allocate(1), in);

                assertThat(in.get(0)).isEqualTo((byte) 7);
                assertThat(shifted).succeedsWithin(Duration.ofSeconds(30));
                assertThat(ring.bytesSent()).isEqualTo(1);
            }
        }
    }

    private static Socket connect(RingJoin join) throws Exception {
        int port = Integer.parseInt(join.address().substring(join.address().lastIndexOf(':') + 1));
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
