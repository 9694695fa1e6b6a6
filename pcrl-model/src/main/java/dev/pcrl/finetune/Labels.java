package dev.pcrl.finetune;

import dev.pcrl.dataset.Truth;
import dev.pcrl.metric.Mask;
import dev.pcrl.volume.Geometry;
import java.util.List;
import java.util.Optional;

/** What is known of a scan, class by class in the order of the {@link Task}. */
public sealed interface Labels {
    /** Whether the classes are there; a mark that is segmented has no such truths. */
    List<Truth> truths();

    /**
     * What a whole image shows.
     *
     * @param truths one a class
     */
    record Whole(List<Truth> truths) implements Labels {
        public Whole {
            truths = List.copyOf(truths);
        }
    }

    /**
     * What is at a place.
     *
     * @param x voxel of the grid; likewise y and z
     * @param truths one a class
     */
    record Place(int x, int y, int z, List<Truth> truths) implements Labels {
        public Place {
            truths = List.copyOf(truths);
        }

        /**
         * What is at a place in millimetres of LPS; nothing if that is not in the grid.
         *
         * @see Geometry#voxelAt
         */
        public static Optional<Place> at(
                Geometry grid, double left, double posterior, double superior, List<Truth> truths) {
            return grid.voxelAt(left, posterior, superior)
                    .map(voxel -> new Place(voxel[0], voxel[1], voxel[2], truths));
        }
    }

    /** Where regions are. */
    final class Regions implements Labels {
        private final List<Mask> masks;
        private final int[] counts;

        /** @param masks one a class, on the scan's grid */
        public Regions(List<Mask> masks) {
            this.masks = List.copyOf(masks);
            this.counts = masks.stream().mapToInt(Mask::count).toArray();
        }

        /** One a class, on the scan's grid. */
        public List<Mask> masks() {
            return masks;
        }

        /** Whether a class has a voxel. */
        public boolean shows(int index) {
            return count(index) > 0;
        }

        /** How many voxels a class has. */
        int count(int index) {
            return counts[index];
        }

        /** A voxel of a class, x fastest. */
        int voxel(int index, int number) {
            return masks.get(index).voxel(number);
        }

        @Override
        public List<Truth> truths() {
            return List.of();
        }
    }
}
