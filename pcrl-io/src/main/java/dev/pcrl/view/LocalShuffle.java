package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Local pixel shuffling of Models Genesis (Zhou et al., 2021, section 3.1): the voxels within each of many small boxes
 * change places at random. Boxes may overlap; each is filled from the view as it was before, as in the authors' code.
 *
 * @param probability of a view to be shuffled; 0.5 in the authors' settings
 */
record LocalShuffle(double probability) implements Augmentation {
    /** The authors shuffle 10,000 boxes of a view of 64x64x32 voxels. */
    private static final double BOXES_PER_VOXEL = 10_000.0 / (64 * 64 * 32);

    /** A box is at most so small a part of the view along each axis. */
    private static final int PART = 10;

    LocalShuffle {
        Rule.check(probability >= 0 && probability <= 1, "probability", "be in [0, 1]", probability);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return view;
        }
        Size size = view.size();
        float[] before = view.array();
        float[] after = view.toArray();
        int[] places = new int[size.voxels() * view.channels()];
        int boxes = (int) Math.round(BOXES_PER_VOXEL * size.voxels());
        for (int i = 0; i < boxes; i++) {
            Size box = new Size(length(size.x(), random), length(size.y(), random), length(size.z(), random));
            Places found = new Places(places);
            Block.placed(box, size, 0, random).forEach(view, found);
            found.shuffle(before, after, view.channels(), random);
        }
        return view.with(after);
    }

    private static int length(int view, RandomGenerator random) {
        return 1 + random.nextInt(Math.max(1, view / PART));
    }

    /** Indices of a box's values, channel by channel together. */
    private static final class Places implements Block.Visitor {
        private final int[] indices;
        private int count;

        Places(int[] indices) {
            this.indices = indices;
        }

        @Override
        public void at(int index) {
            indices[count++] = index;
        }

        /** Fisher-Yates over voxels: the channels of a voxel stay together. */
        void shuffle(float[] before, float[] after, int channels, RandomGenerator random) {
            int voxels = count / channels;
            int[] order = new int[voxels];
            for (int i = 0; i < voxels; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            for (int i = 0; i < voxels; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    after[indices[i * channels + channel]] = before[indices[order[i] * channels + channel]];
                }
            }
        }
    }
}
