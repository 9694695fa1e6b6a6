package dev.pcrl.view;

import dev.pcrl.volume.Box;

/** Puts a view that is too small into the middle of a larger one, with background (0) around it. */
public final class Padding {
    private Padding() {}

    /**
     * The view in the middle of one of the given size; where the difference is odd, nearer to the lower border.
     *
     * @param view values in [0, 1], of which 0 is background
     * @param size at least the view's along each axis; {@code view} itself if it has this size
     * @throws IllegalArgumentException if the view is larger along an axis
     */
    public static View around(View view, Size size) {
        Size inner = view.size();
        return at(view, size, (size.x() - inner.x()) / 2, (size.y() - inner.y()) / 2, (size.z() - inner.z()) / 2);
    }

    /**
     * The view within one of the given size, at a position.
     *
     * @param view values in [0, 1], of which 0 is background
     * @param x where its lowest x comes to lie; likewise y and z
     * @throws IllegalArgumentException if it does not lie inside
     */
    public static View at(View view, Size size, int x, int y, int z) {
        Size inner = view.size();
        if (inner.equals(size) && x == 0 && y == 0 && z == 0) {
            return view;
        }
        if (!new Box(0, 0, 0, size.x(), size.y(), size.z())
                .contains(new Box(x, y, z, inner.x(), inner.y(), inner.z()))) {
            throw new IllegalArgumentException("a view of " + inner + " cannot be padded to " + size);
        }
        int channels = view.channels();
        int row = inner.z() * channels;
        float[] padded = new float[size.voxels() * channels];
        for (int i = 0; i < inner.x(); i++) {
            for (int j = 0; j < inner.y(); j++) {
                int to = (((i + x) * size.y() + j + y) * size.z() + z) * channels;
                System.arraycopy(view.array(), (i * inner.y() + j) * row, padded, to, row);
            }
        }
        return new View(size, channels, padded);
    }
}
