package dev.pcrl.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Grows the vessels of a lung: from the hilum outwards, forking and thinning by Murray's law until they are too fine.
 */
final class VesselTree {
    private static final double MURRAY = Math.pow(0.5, 1 / 3.0); // radius of each of two equal branches
    private static final double ROOT_RADIUS = 5;
    private static final int TURNS = 4; // tries before a branch ends at the lung's surface
    private static final int TRUNKS = 14;

    private final Shape lung;
    private final RandomGenerator random;
    private final double finest;

    /** A straight piece of a vessel, in millimetres. */
    record Twig(Point from, Point to, double radius) {}

    /**
     * @param lung what the vessels stay inside of
     * @param random decides each turn
     * @param resolution width of a voxel in millimetres: much finer vessels are not grown
     */
    VesselTree(Shape lung, RandomGenerator random, double resolution) {
        this.lung = lung;
        this.random = random;
        this.finest = Math.max(0.6, 0.22 * resolution);
    }

    /** All pieces of the tree of one side, -1 for the right lung and 1 for the left. */
    List<Twig> grow(Point hilum, int side) {
        List<Twig> twigs = new ArrayList<>();
        for (int trunk = 0; trunk < TRUNKS; trunk++) {
            // Trunks fan out from straight up to straight down; the side leads them away from the heart.
            double elevation = Math.PI * (trunk + 0.5) / TRUNKS - Math.PI / 2;
            Point direction = new Point(
                            side * 1.1 * Math.cos(elevation), random.nextDouble(-0.8, 0.9), 1.25 * Math.sin(elevation))
                    .unit();
            double radius = ROOT_RADIUS * random.nextDouble(0.55, 1);
            Point start = hilum.plus(new Point(0, 0, 16 * Math.sin(elevation)));
            branch(twigs, start, direction, radius, 0);
        }
        return twigs;
    }

    private void branch(List<Twig> twigs, Point from, Point direction, double radius, int depth) {
        if (radius < finest || depth > 14) {
            return;
        }
        double length = (7 + 2.6 * radius) * random.nextDouble(0.7, 1.3);
        Point heading = direction;
        // Near the hilum a trunk still crosses the mediastinum's fat; further out it must stay inside the lung.
        for (int turn = 0; depth > 1 && !holds(from.plus(heading.times(length)), radius); turn++) {
            if (turn == TURNS) {
                return;
            }
            heading = direction.plus(Point.gaussian(random).times(0.6)).unit();
        }
        Point to = from.plus(heading.times(length));
        twigs.add(new Twig(from, to, radius));
        Point aside = Point.gaussian(random).times(0.33);
        double share = random.nextDouble(0.85, 1.1);
        branch(twigs, to, heading.plus(aside).unit(), radius * MURRAY * share, depth + 1);
        branch(twigs, to, heading.plus(aside.times(-1.4)).unit(), radius * MURRAY / share, depth + 1);
    }

    private boolean holds(Point point, double radius) {
        return lung.distance(point.x(), point.y(), point.z()) < -radius - 1;
    }
}
