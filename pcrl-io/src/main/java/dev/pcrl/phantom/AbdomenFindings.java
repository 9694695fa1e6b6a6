package dev.pcrl.phantom;

import dev.pcrl.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Paints lesions into organs, and what must not be taken for them: vessels inside organs, parts of an organ with
 * another density but no border, round things between the organs. Lesions are mostly darker than their organ and mostly
 * clearer than what looks like them, but texture, noise and the next organ's density are as large as their contrast:
 * neither density nor size tells a lesion, but shape, border and site together do.
 */
final class AbdomenFindings {
    private static final int MOST_LESIONS = 6;
    private static final double SMALLEST = 3; // radius in millimetres
    private static final double LARGEST = 25;
    private static final double SMALLEST_BLOB = 8; // a smaller one would have a border: the voxels'
    private static final double FAINTEST = 25; // contrast in Hounsfield units
    private static final double CLEAREST = 60;
    private static final double LESION_FAINTEST = 50;
    private static final double LESION_CLEAREST = 110;
    private static final double DARK_LESIONS = 0.75; // share of lesions that are darker than their organ
    private static final double GAP = 4; // millimetres between findings
    private static final int FEWEST_NEGATIVES = 6;
    private static final int NEGATIVES = 3; // for each lesion
    private static final int TRIES = 3000;

    private final Canvas canvas;
    private final List<AbdomenOrgan> organs;
    private final Shape cavity;
    private final RandomGenerator random;
    private final LatticeNoise noise;
    private final List<Finding> findings = new ArrayList<>();

    /** Something round, or the place in something long that may be taken for it. */
    private record Finding(Candidate.Kind kind, Point centre, double radius) {
        boolean isClearOf(Point other, double margin) {
            return centre.distanceTo(other) > radius + margin;
        }
    }

    /**
     * @param organs that are painted already: liver, spleen and two kidneys
     * @param cavity what findings do not reach out of
     */
    AbdomenFindings(Canvas canvas, List<AbdomenOrgan> organs, Shape cavity, RandomStream random) {
        this.canvas = canvas;
        this.organs = List.copyOf(organs);
        this.cavity = cavity;
        this.random = random.child("places").generator();
        this.noise = new LatticeNoise(random.child("noise").generator(), 9);
    }

    /** Paints them. Where the grid shows too little of an organ there may be fewer. */
    List<Candidate> paint() {
        organs.forEach(this::paintVessels);
        repeat(random.nextInt(1, MOST_LESIONS + 1), this::paintLesion);
        repeat(random.nextInt(1, 4), this::paintBlob);
        repeat(random.nextInt(2, 5), this::paintNodule);
        return candidates();
    }

    private static void repeat(int count, Runnable one) {
        for (int i = 0; i < count; i++) {
            one.run();
        }
    }

    private void paintVessels(AbdomenOrgan organ) {
        double value = organ.mean() + contrast();
        Optional<Point> hub = place(organ, 2, 0);
        int branches = organ.tissue() == AbdomenTissue.LIVER ? 5 : organ.tissue() == AbdomenTissue.SPLEEN ? 2 : 1;
        for (int branch = 0; branch < branches && hub.isPresent(); branch++) {
            Point from = hub.get();
            Optional<Point> end = Stream.generate(() -> place(organ, 2, 0))
                    .limit(6)
                    .flatMap(Optional::stream)
                    .max((one, other) -> Double.compare(one.distanceTo(from), other.distanceTo(from)));
            end.ifPresent(to -> paintVessel(organ, from, to, value));
        }
    }

    private void paintVessel(AbdomenOrgan organ, Point from, Point to, double value) {
        double radius = random.nextDouble(2.5, 5);
        Point bend = from.plus(to).times(0.5).plus(Point.gaussian(random).times(6));
        Shape vessel = Shapes.tube(from, bend, radius, 0.8 * radius)
                .or(Shapes.tube(bend, to, 0.8 * radius, 0.5 * radius), 2)
                .and(organ.shape());
        canvas.paint(vessel, value, organ.tissue());
        findings.add(new Finding(Candidate.Kind.VESSEL, bend, 0.8 * radius));
    }

    private void paintBlob() {
        AbdomenOrgan organ = organ();
        double radius = radius(SMALLEST_BLOB);
        double contrast = contrast();
        place(organ, 0.4 * radius, radius).ifPresent(centre -> {
            Shape blob = Shapes.sphere(centre, radius).and(organ.shape());
            canvas.paint(
                    blob,
                    (x, y, z, depth) -> {
                        double inward = 1 - new Point(x, y, z).distanceTo(centre) / radius;
                        return organ.texture().at(x, y, z, depth) + contrast * Shapes.step(0, 1, inward);
                    },
                    organ.tissue());
            findings.add(new Finding(Candidate.Kind.BLOB, centre, radius));
        });
    }

    private void paintNodule() {
        double radius = radius(smallest());
        double value = AbdomenDensities.soft(random);
        place(cavity, radius, radius)
                .filter(centre -> organs.stream().noneMatch(organ -> organ.holds(centre, -radius - 2)))
                .ifPresent(centre -> {
                    canvas.paint(round(centre, radius), value, AbdomenTissue.OTHER);
                    findings.add(new Finding(Candidate.Kind.NODULE, centre, radius));
                });
    }

    private void paintLesion() {
        AbdomenOrgan organ = organ();
        double radius = radius(smallest());
        double contrast = random.nextDouble(LESION_FAINTEST, LESION_CLEAREST);
        double value = organ.mean() + (random.nextDouble() < DARK_LESIONS ? -contrast : contrast);
        place(organ, 0.5 * radius + 1, radius).ifPresent(centre -> {
            canvas.paint(
                    round(centre, radius).and(cavity),
                    (x, y, z, depth) -> value + 6 * noise.at(x, y, z),
                    AbdomenTissue.LESION);
            findings.add(new Finding(Candidate.Kind.LESION, centre, radius));
        });
    }

    private Shape round(Point centre, double radius) {
        Shape shape = Shapes.ellipsoid(
                centre,
                radius * random.nextDouble(0.9, 1.15),
                radius * random.nextDouble(0.9, 1.15),
                radius * random.nextDouble(0.9, 1.15));
        return radius > 5 ? shape.roughened(noise, 0.2 * radius) : shape;
    }

    /** The liver for every other finding, the spleen for one in five, else a kidney. */
    private AbdomenOrgan organ() {
        double share = random.nextDouble();
        return organs.get(share < 0.5 ? 0 : share < 0.7 ? 1 : share < 0.85 ? 2 : 3);
    }

    private double radius(double smallest) {
        return smallest * Math.pow(LARGEST / smallest, random.nextDouble());
    }

    /** At least some voxels large, so that it is seen and labelled. */
    private double smallest() {
        return Math.max(SMALLEST, canvas.edge());
    }

    private double contrast() {
        return random.nextDouble(FAINTEST, CLEAREST) * (random.nextBoolean() ? 1 : -1);
    }

    private Optional<Point> place(AbdomenOrgan organ, double depth, double radius) {
        return place(organ.shape(), depth, radius).filter(point -> canvas.shows(organ.tissue(), point));
    }

    /** A voxel's middle that deep in a solid, at which something round would lie apart from all findings. */
    private Optional<Point> place(Shape solid, double depth, double radius) {
        for (int tries = 0; tries < TRIES; tries++) {
            Point point = canvas.draw(random, solid.extent());
            boolean inside = solid.distance(point.x(), point.y(), point.z()) < -depth;
            if (inside && findings.stream().allMatch(finding -> isApart(finding, point, radius))) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    private static boolean isApart(Finding finding, Point point, double radius) {
        return finding.kind() == Candidate.Kind.VESSEL || finding.isClearOf(point, radius + GAP);
    }

    private List<Candidate> candidates() {
        List<Finding> lesions =
                findings.stream().filter(AbdomenFindings::isLesion).toList();
        List<Finding> others = new ArrayList<>(findings.stream()
                .filter(finding -> !isLesion(finding))
                .filter(finding -> isClearOf(lesions, finding.centre()))
                .toList());
        List<Candidate> candidates = new ArrayList<>(lesions.stream()
                .map(lesion -> candidate(lesion.kind(), lesion.centre(), OptionalDouble.of(2 * lesion.radius())))
                .toList());
        int wanted = Math.max(FEWEST_NEGATIVES, NEGATIVES * lesions.size());
        int ofFindings = Math.min(2 * wanted / 3, others.size());
        for (int i = 0; i < ofFindings; i++) {
            Finding other = others.remove(random.nextInt(others.size()));
            candidates.add(candidate(other.kind(), other.centre(), OptionalDouble.of(2 * other.radius())));
        }
        int all = lesions.size() + wanted;
        for (int tries = 0; candidates.size() < all && tries < 10 * wanted; tries++) {
            place(organ(), 2, 0)
                    .filter(point -> isClearOf(lesions, point))
                    .map(point -> candidate(Candidate.Kind.ORGAN, point, OptionalDouble.empty()))
                    .ifPresent(candidates::add);
        }
        return candidates;
    }

    private static boolean isLesion(Finding finding) {
        return finding.kind() == Candidate.Kind.LESION;
    }

    /** Whether a place is none of a lesion, whose surface may bulge. */
    private boolean isClearOf(List<Finding> lesions, Point point) {
        return canvas.holds(point)
                && !canvas.shows(AbdomenTissue.LESION, point)
                && lesions.stream().allMatch(lesion -> lesion.isClearOf(point, GAP));
    }

    private Candidate candidate(Candidate.Kind kind, Point point, OptionalDouble diameter) {
        Point place = canvas.toPatient(point);
        return new Candidate(kind, place.x(), place.y(), place.z(), diameter);
    }
}
