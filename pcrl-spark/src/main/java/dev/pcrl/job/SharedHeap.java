package dev.pcrl.job;

import dev.pcrl.failure.HeapTooSmallException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The Java heap, which the tasks of a process share: whether a volume can be used must depend on the heap's size and
 * not on which others are at work beside it. Work that runs out of memory waits for all other work to end, and is done
 * again alone.
 */
final class SharedHeap {
    private static final ReadWriteLock TASKS = new ReentrantReadWriteLock(true); // fair: who waits gets its turn

    private SharedHeap() {}

    /**
     * Does work that may be done twice.
     *
     * @throws HeapTooSmallException or {@link OutOfMemoryError} if the heap is too small for it alone
     */
    static <T> T use(Supplier<T> work) {
        try {
            return holding(TASKS.readLock(), work);
        } catch (HeapTooSmallException | OutOfMemoryError e) {
            return holding(TASKS.writeLock(), work);
        }
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
