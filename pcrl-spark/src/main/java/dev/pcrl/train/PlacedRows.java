package dev.pcrl.train;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Rows whose partitions prefer an executor each; Spark takes another where that one is gone. */
final class PlacedRows extends RDD<Row> {
    private static final long serialVersionUID = 1;
    private static final ClassTag<Row> ROW = ClassTag$.MODULE$.apply(Row.class);

    private final List<String> executors;

    private PlacedRows(RDD<Row> rows, List<String> executors) {
        super(rows, ROW);
        this.executors = executors;
    }

    /** @param executors one for each partition, or none */
    static RDD<Row> on(List<String> executors, RDD<Row> rows) {
        return executors.isEmpty() ? rows : new PlacedRows(rows, executors);
    }

    @Override
    public Iterator<Row> compute(Partition split, TaskContext context) {
        return firstParent(ROW).iterator(split, context);
    }

    @Override
    public Partition[] getPartitions() {
        return firstParent(ROW).partitions();
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        return JavaConverters.asScalaBuffer(List.of(executors.get(split.index())));
    }
}
