package dev.pcrl.exchange;

import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Workers in a circle, each connected to the next and to the one before. All call {@link #shift} together: everyone
 * sends to the next and receives from the one before at the same time. Raw bytes only; nothing is deserialised.
 *
 * <p>Every wait ends: at once if a neighbour's connection breaks, else when nothing has moved for the patience.
 */
public final class Ring implements AutoCloseable {
    private final int rank;
    private final int workers;
    private final SocketChannel forward;
    private final SocketChannel back;
    private final Selector selector;
    private final Duration patience;
    private long bytesSent;

    Ring(int rank, int workers, SocketChannel forward, SocketChannel back, Duration patience) throws IOException {
        this.rank = rank;
        this.workers = workers;
        this.forward = forward;
        this.back = back;
        this.patience = patience;
        this.selector = Selector.open();
        forward.setOption(StandardSocketOptions.TCP_NODELAY, true);
        forward.configureBlocking(false).register(selector, 0);
        back.configureBlocking(false).register(selector, 0);
    }

    /** This worker's number, from 0. */
    public int rank() {
        return rank;
    }

    /** Number of workers, at least 2. */
    public int workers() {
        return workers;
    }

    /** Bytes that this worker has sent so far. */
    public long bytesSent() {
        return bytesSent;
    }

    /**
     * Sends to the next worker while receiving from the one before.
     *
     * @param out what remains of it is sent
     * @param in is filled
     * @throws WorkerLostException if a neighbour is gone, or nothing moves for the patience
     */
    void shift(ByteBuffer out, ByteBuffer in) {
        bytesSent += out.remaining();
        try {
            while (out.hasRemaining() || in.hasRemaining()) {
                int moved = send(out) + receive(in);
                if (moved == 0 && (out.hasRemaining() || in.hasRemaining())) {
                    await(out.hasRemaining(), in.hasRemaining());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new WorkerLostException("worker " + rank + " lost a neighbour in the ring: " + e.getMessage(), e);
        }
    }

    private int send(ByteBuffer out) throws IOException {
        try {
            return out.hasRemaining() ? forward.write(out) : 0;
        } catch (IOException e) {
            throw new IOException("worker " + next() + ": " + e.getMessage(), e);
        }
    }

    private int receive(ByteBuffer in) throws IOException {
        int received;
        try {
            received = in.hasRemaining() ? back.read(in) : 0;
        } catch (IOException e) {
            throw new IOException("worker " + previous() + ": " + e.getMessage(), e);
        }
        if (received < 0) {
            throw new IOException("worker " + previous() + " has closed its connection");
        }
        return received;
    }

    private void await(boolean toSend, boolean toReceive) throws IOException {
        forward.keyFor(selector).interestOps(toSend ? SelectionKey.OP_WRITE : 0);
        back.keyFor(selector).interestOps(toReceive ? SelectionKey.OP_READ : 0);
        selector.selectedKeys().clear();
        if (selector.select(patience.toMillis()) > 0) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new UnavailableException("interrupted while waiting for other workers", null);
        }
        String whom = toReceive ? "worker " + previous() + " to send" : "worker " + next() + " to receive";
        throw new WorkerLostException("worker " + rank + " waited " + patience.toSeconds() + " s for " + whom, null);
    }

    private int next() {
        return (rank + 1) % workers;
    }

    private int previous() {
        return (rank + workers - 1) % workers;
    }

    @Override
    public void close() {
        closeQuietly(forward);
        closeQuietly(back);
        try {
            selector.close();
        } catch (IOException ignored) { // nothing is left to be lost
        }
    }

    static void closeQuietly(Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) { // nothing is left to be lost
        }
    }
}
