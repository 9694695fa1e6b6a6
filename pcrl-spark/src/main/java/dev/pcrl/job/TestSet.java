package dev.pcrl.job;

import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.CaseReader;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.Sample;
import dev.pcrl.store.Store;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A model and what it is to be held against, on its way to executors.
 *
 * @param model its file
 * @param manifest of the cases
 * @param split whose cases are taken
 */
record TestSet(String model, String manifest, Split split, SerializableConfiguration hadoop) implements Serializable {
    /** Reads the model; cases are read one by one. */
    Opened open() {
        Store store = new Store(hadoop.value());
        return new Opened(store, ModelFile.read(store, Store.path(model)), this);
    }

    /** The model at work. Of one thread, which also closes it. */
    static final class Opened implements AutoCloseable {
        private final ModelDescription description;
        private final List<ManifestEntry> cases;
        private final CaseReader reader;
        private final Learner learner;

        private Opened(Store store, Model model, TestSet test) {
            this.description = model.description();
            this.cases = new LabelledCases(
                            ManifestLines.read(store, Store.path(test.manifest)), description.task(), test.manifest)
                    .of(test.split);
            this.reader = new CaseReader(store, description);
            this.learner = model.open();
        }

        ModelDescription description() {
            return description;
        }

        Learner learner() {
            return learner;
        }

        /** The samples of a case by its number; none, and a line more in the list, if it cannot be read. */
        List<Sample> samples(int number, List<Quarantined> bad) {
            return LabelledCases.read(reader, List.of(cases.get(number)), bad);
        }

        @Override
        public void close() {
            learner.close();
        }
    }
}
