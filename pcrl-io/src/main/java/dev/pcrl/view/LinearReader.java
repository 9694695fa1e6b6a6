package dev.pcrl.view;

/** Reads a view between its voxels, linearly; the minimum of each channel where there is nothing to read. */
final class LinearReader {
    private final float[] values;
    private final int nx;
    private final int ny;
    private final int nz;
    private final int channels;
    private final float[] minima;

    LinearReader(View view) {
        values = view.array();
        nx = view.size().x();
        ny = view.size().y();
        nz = view.size().z();
        channels = view.channels();
        minima = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            float minimum = values[channel];
            for (int i = channel; i < values.length; i += channels) {
                minimum = Math.min(minimum, values[i]);
            }
            minima[channel] = minimum;
        }
    }

    /**
     * Reads {@code count} positions on a line, all channels of each, into {@code to} from {@code target}.
     *
     * @param start x, y, z of the first position, in voxels
     * @param step from one position to the next
     */
    void readLine(double[] start, double[] step, int count, float[] to, int target) {
        for (int i = 0; i < count; i++) {
            double x = start[0] + i * step[0];
            double y = start[1] + i * step[1];
            double z = start[2] + i * step[2];
            if (isInside(x, nx) && isInside(y, ny) && isInside(z, nz)) {
                read(x, y, z, to, target + i * channels);
            } else {
                System.arraycopy(minima, 0, to, target + i * channels, channels);
            }
        }
    }

    /** Voxels reach half a voxel beyond their centres. */
    private static boolean isInside(double position, int length) {
        return position >= -0.5 && position < length - 0.5;
    }

    private void read(double x, double y, double z, float[] to, int target) {
        int x0 = floor(x);
        int y0 = floor(y);
        int z0 = floor(z);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        float fz = (float) (z - z0);
        int lowX = Math.max(x0, 0) * ny;
        int highX = Math.min(x0 + 1, nx - 1) * ny;
        int lowY = Math.max(y0, 0);
        int highY = Math.min(y0 + 1, ny - 1);
        int lowZ = Math.max(z0, 0);
        int highZ = Math.min(z0 + 1, nz - 1);
        for (int channel = 0; channel < channels; channel++) {
            float low = mix(
                    alongZ((lowX + lowY) * nz, lowZ, highZ, fz, channel),
                    alongZ((lowX + highY) * nz, lowZ, highZ, fz, channel),
                    fy);
            float high = mix(
                    alongZ((highX + lowY) * nz, lowZ, highZ, fz, channel),
                    alongZ((highX + highY) * nz, lowZ, highZ, fz, channel),
                    fy);
            to[target + channel] = mix(low, high, fx);
        }
    }

    private float alongZ(int row, int lowZ, int highZ, float fraction, int channel) {
        return mix(values[(row + lowZ) * channels + channel], values[(row + highZ) * channels + channel], fraction);
    }

    private static float mix(float low, float high, float fraction) {
        return low + fraction * (high - low);
    }

    /** Floor of a number above -1. */
    private static int floor(double position) {
        return (int) (position + 1) - 1;
    }
}
