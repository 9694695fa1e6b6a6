package dev.pcrl.job;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.job.Grid.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the cells of a grid, some at a time. One that fails does not keep the others from their end. */
final class GridRun {
    private final int concurrent;
    private final Function<Cell, Evaluation> work;
    private final Consumer<String> log;

    /**
     * @param concurrent cells at a time
     * @param work does a cell, or reads what it came to if it is done
     * @param log is told of each failure
     */
    GridRun(int concurrent, Function<Cell, Evaluation> work, Consumer<String> log) {
        this.concurrent = concurrent;
        this.work = work;
        this.log = log;
    }

    /**
     * Does all cells, in their order.
     *
     * @param progress is given what is there whenever cells have ended, and at last the whole
     * @throws RuntimeException the failure of a cell if Spark has ended with it, so that none can be done any more
     */
    Grid run(List<Cell> cells, Consumer<Grid> progress) {
        ExecutorService threads = Executors.newFixedThreadPool(concurrent, task -> {
            Thread thread = new Thread(task, "pcrl-cell");
            thread.setDaemon(true);
            return thread;
        });
        try {
            BlockingQueue<Cell> ended = new LinkedBlockingQueue<>();
            Map<Cell, Future<Evaluation>> running = new HashMap<>();
            cells.forEach(cell -> running.put(cell, threads.submit(() -> {
                try {
                    return work.apply(cell);
                } finally {
                    ended.add(cell);
                }
            })));
            Grid grid = Grid.empty();
            while (!running.isEmpty()) {
                // what has ended meanwhile goes into one page: cells that were done before all come at once
                for (Cell next = ended.take(); next != null; next = ended.poll()) {
                    grid = with(grid, next, running.remove(next));
                }
                progress.accept(grid);
            }
            return grid;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted: the same command goes on", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Grid with(Grid grid, Cell cell, Future<Evaluation> ended) throws InterruptedException {
        try {
            return grid.with(cell, ended.get());
        } catch (ExecutionException e) {
            RuntimeException failure =
                    e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            FailureReason reason = FailureReason.of(failure);
            if (reason.isEndOfSpark()) {
                throw failure;
            }
            log.accept(cell.path() + " failed: " + reason.line());
            return grid.with(cell, failure);
        }
    }
}
