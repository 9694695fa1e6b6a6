package dev.pcrl.exchange;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Rings on the loopback interface, each worker a thread. */
public final class Rings {
    private Rings() {}

    /** What a worker does with its ring. */
    public interface Worker<T> {
        T work(Ring ring) throws Exception;
    }

    /** Lets workers work together and gives what each of them gives. */
    public static <T> List<T> run(int workers, Duration patience, Worker<T> worker) throws Exception {
        Secret secret = Secret.draw();
        List<RingJoin> joins = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            joins.add(RingJoin.listen(InetAddress.getLoopbackAddress(), secret));
        }
        List<String> addresses = joins.stream().map(RingJoin::address).toList();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<T>> results = IntStream.range(0, workers)
                    .mapToObj(rank -> threads.submit(() -> {
                        try (RingJoin join = joins.get(rank);
                                Ring ring = join.join(rank, addresses, patience)) {
                            return worker.work(ring);
                        }
                    }))
                    .toList();
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
