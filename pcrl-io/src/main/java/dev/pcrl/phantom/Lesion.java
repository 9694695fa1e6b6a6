package dev.pcrl.phantom;

import static java.util.Objects.requireNonNull;

/**
 * A round finding that was put into a phantom.
 *
 * @param site the structure that it grew in
 * @param x its centre in voxel indices
 * @param y its centre in voxel indices
 * @param z its centre in voxel indices
 * @param radius mean radius in millimetres
 */
public record Lesion(Structure site, double x, double y, double z, double radius) {
    public Lesion {
        requireNonNull(site, "site");
    }
}
