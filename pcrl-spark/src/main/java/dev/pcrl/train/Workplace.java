package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.exchange.BindAddress;
import dev.pcrl.exchange.Ring;
import dev.pcrl.exchange.RingJoin;
import dev.pcrl.exchange.Secret;
import dev.pcrl.exchange.Team;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;

/** Where a worker of a round finds itself: its Spark task, the others, and its share of the machine. */
final class Workplace {
    private final BarrierTaskContext task;
    private final PretrainConfig config;

    Workplace(BarrierTaskContext task, PretrainConfig config) {
        this.task = task;
        this.config = config;
    }

    int rank() {
        return task.partitionId();
    }

    int workers() {
        return task.numPartitions();
    }

    /** The executor's machine. */
    String host() {
        return SparkEnv.get().blockManager().blockManagerId().host();
    }

    /** The executor, as a preferred location of later rounds. */
    String executor() {
        BlockManagerId executor = SparkEnv.get().blockManager().blockManagerId();
        return "executor_" + executor.host() + "_" + executor.executorId();
    }

    /**
     * Meets the other workers, and takes a fair share of the machine's threads, or the device that Spark gave the task.
     *
     * @param secret of this attempt of the round
     */
    Team meet(Secret secret, TrainingState start) {
        TaskDevice.use(task);
        if (workers() == 1) {
            NativeThreads.share(1);
            return Team.alone(start.threshold());
        }
        InetAddress address = BindAddress.of(config.cluster().network(), host());
        try (RingJoin join = RingJoin.listen(address, secret)) {
            List<String> addresses = List.of(task.allGather(join.address()));
            NativeThreads.share((int) addresses.stream()
                    .filter(other -> other.startsWith(address.getHostAddress() + ":"))
                    .count());
            Ring ring = join.join(
                    rank(), addresses, Duration.ofSeconds(config.cluster().stallSeconds()));
            return Team.in(ring, config.exchange(), start.threshold(), start.length());
        }
    }
}
