package dev.pcrl.view;

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
        if (inner.equals(size)) {
            return view;
        }
        if (inner.x() > size.x() || inner.y() > size.y() || inner.z() > size.z()) {
            throw new IllegalArgumentException("a view of " + inner + " cannot be padded to " + size);
        }
        int channels = view.channels();
        int row = inner.z() * channels;
        int lowX = (size.x() - inner.x()) / 2;
        int lowY = (size.y() - inner.y()) / 2;
        int lowZ = (size.z() - inner.z()) / 2;
        float[] padded = new float[size.voxels() * channels];
        for (int x = 0; x < inner.x(); x++) {
            for (int y = 0; y < inner.y(); y++) {
                int to = (((x + lowX) * size.y() + y + lowY) * size.z() + lowZ) * channels;
                System.arraycopy(view.array(), (x * inner.y() + y) * row, padded, to, row);
            }
        }
        return new View(size, channels, padded);
    }
}
