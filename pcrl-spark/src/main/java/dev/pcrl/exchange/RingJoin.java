package dev.pcrl.exchange;

import dev.pcrl.failure.UnavailableException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker on its way into the ring: it listens, is told where the others listen, connects to the next, and is
 * connected to by the one before. Both sides prove to know the round's secret before a byte counts; who cannot is shut
 * out without a word.
 */
public final class RingJoin implements AutoCloseable {
    private static final int MAGIC = 0x5043524c; // PCRL
    private static final Duration HANDSHAKE = Duration.ofSeconds(10); // of a stranger that says nothing

    private final ServerSocketChannel listening;
    private final Secret secret;

    private RingJoin(ServerSocketChannel listening, Secret secret) {
        this.listening = listening;
        this.secret = secret;
    }

    /**
     * Listens on a free port.
     *
     * @param address of this machine's interface to the others
     */
    public static RingJoin listen(InetAddress address, Secret secret) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(address, 0));
            return new RingJoin(channel, secret);
        } catch (IOException e) {
            throw new UnavailableException("cannot listen on " + address.getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    /** Where this worker listens, {@code host:port}. */
    public String address() {
        InetSocketAddress local = (InetSocketAddress) listening.socket().getLocalSocketAddress();
        return local.getAddress().getHostAddress() + ":" + local.getPort();
    }

    /**
     * Closes the ring.
     *
     * @param rank this worker's
     * @param addresses of all, by rank; at least two
     * @param patience how long a worker waits for another, here and later
     * @throws WorkerLostException if a neighbour does not come
     */
    public Ring join(int rank, List<String> addresses, Duration patience) {
        int next = (rank + 1) % addresses.size();
        int previous = (rank + addresses.size() - 1) % addresses.size();
        CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();
        Thread acceptor = new Thread(() -> accept(rank, previous, accepted), "pcrl-ring-accept");
        acceptor.setDaemon(true);
        acceptor.start();
        SocketChannel forward = null;
        try {
            forward = connect(rank, next, addresses.get(next), patience);
            SocketChannel back = accepted.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Ring(rank, addresses.size(), forward, back, patience);
        } catch (TimeoutException | ExecutionException | IOException e) {
            abandon(forward, accepted);
            String other =
                    e instanceof IOException ? "worker " + next + " at " + addresses.get(next) : "worker " + previous;
            throw new WorkerLostException(
                    "worker " + rank + " waited for " + other + " to join: " + reason(e, patience), e);
        } catch (InterruptedException e) {
            abandon(forward, accepted);
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while joining the ring", e);
        }
    }

    private void abandon(SocketChannel forward, CompletableFuture<SocketChannel> accepted) {
        close(); // and with it the acceptor
        Ring.closeQuietly(forward);
        if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
            Ring.closeQuietly(accepted.join());
        }
    }

    private static String reason(Exception failure, Duration patience) {
        return failure instanceof TimeoutException || failure instanceof SocketTimeoutException
                ? "nothing for " + patience.toSeconds() + " s"
                : String.valueOf(failure.getMessage());
    }

    private void accept(int rank, int previous, CompletableFuture<SocketChannel> accepted) {
        try {
            while (!accepted.isDone()) {
                SocketChannel channel = listening.accept();
                if (isGreeted(channel, rank, previous)) {
                    accepted.complete(channel);
                } else {
                    Ring.closeQuietly(channel);
                }
            }
        } catch (IOException e) {
            accepted.completeExceptionally(e);
        }
    }

    /** The listening side: challenges and is challenged. */
    private boolean isGreeted(SocketChannel channel, int rank, int previous) {
        try {
            Socket socket = channel.socket();
            socket.setSoTimeout((int) HANDSHAKE.toMillis());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            if (in.readInt() != MAGIC || in.readInt() != previous) {
                return false;
            }
            byte[] theirs = in.readNBytes(Secret.BYTES);
            byte[] ours = Secret.randomBytes();
            out.write(ours);
            out.flush();
            if (!isEqual(in.readNBytes(Secret.BYTES), secret.prove("connect", previous, ours, theirs))) {
                return false;
            }
            out.write(secret.prove("accept", rank, ours, theirs)); // only now: a stranger gets no proof to try out
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private SocketChannel connect(int rank, int next, String address, Duration patience) throws IOException {
        int colon = address.lastIndexOf(':');
        SocketChannel channel = SocketChannel.open();
        try {
            Socket socket = channel.socket();
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] ours = Secret.randomBytes();
            out.writeInt(MAGIC);
            out.writeInt(rank);
            out.write(ours);
            out.flush();
            byte[] theirs = in.readNBytes(Secret.BYTES);
            out.write(secret.prove("connect", rank, theirs, ours));
            out.flush();
            if (!isEqual(in.readNBytes(Secret.BYTES), secret.prove("accept", next, theirs, ours))) {
                throw new IOException("it does not know the secret of the round");
            }
            return channel;
        } catch (IOException e) {
            Ring.closeQuietly(channel);
            throw e;
        }
    }

    /** In a time that does not tell where they differ. */
    private static boolean isEqual(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    @Override
    public void close() {
        Ring.closeQuietly(listening);
    }
}
