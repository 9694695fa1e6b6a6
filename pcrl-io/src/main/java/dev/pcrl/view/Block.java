package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * A box of voxels of a view, all its channels.
 *
 * @param x lowest voxel along x, likewise y and z
 * @param size of the box
 */
record Block(int x, int y, int z, Size size) {
    /**
     * A box at a uniform place.
     *
     * @param margin voxels that it keeps from the view's border where there is room
     */
    static Block placed(Size size, Size view, int margin, RandomGenerator random) {
        return new Block(
                place(size.x(), view.x(), margin, random),
                place(size.y(), view.y(), margin, random),
                place(size.z(), view.z(), margin, random),
                size);
    }

    private static int place(int length, int view, int margin, RandomGenerator random) {
        int room = view - length;
        int kept = Math.min(margin, room / 2);
        return kept + random.nextInt(room - 2 * kept + 1);
    }

    /** What is done to a value. */
    @FunctionalInterface
    interface Visitor {
        /** @param index of the value in the view's array */
        void at(int index);
    }

    /** Visits the values in C order. */
    void forEach(View view, Visitor visitor) {
        int row = size.z() * view.channels();
        for (int i = x; i < x + size.x(); i++) {
            for (int j = y; j < y + size.y(); j++) {
                int start = ((i * view.size().y() + j) * view.size().z() + z) * view.channels();
                for (int index = start; index < start + row; index++) {
                    visitor.at(index);
                }
            }
        }
    }
}
