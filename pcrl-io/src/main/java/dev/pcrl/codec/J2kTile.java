package dev.pcrl.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One tile: its packets, then its components' samples. */
final class J2kTile {
    private final J2kSize size;
    private final J2kArea area;
    private final J2kTileStyle style;
    private final List<J2kTileComponent> components;

    /** @throws DamagedFrameException if the parameters are not complete or do not fit each other */
    J2kTile(J2kSize size, J2kArea area, J2kParameters parameters) {
        this.size = size;
        this.area = area;
        this.style = parameters.tileStyle();
        if (style == null) {
            throw new DamagedFrameException("main header", "its coding style is missing");
        }
        this.components = IntStream.range(0, size.components())
                .mapToObj(i -> component(i, parameters))
                .toList();
        if (style.mixed() && !canBeMixed()) {
            throw new DamagedFrameException("main header", "a component transform without three equal components");
        }
    }

    private J2kTileComponent component(int index, J2kParameters parameters) {
        J2kStyle componentStyle = parameters.style(index);
        J2kQuantisation quantisation = parameters.quantisation(index);
        if (componentStyle == null || quantisation == null) {
            throw new DamagedFrameException(
                    "component " + index,
                    "its " + (quantisation == null ? "quantisation" : "coding style") + " is missing");
        }
        return new J2kTileComponent(index, size.depths().get(index).precision(), area, componentStyle, quantisation);
    }

    private boolean canBeMixed() {
        return components.size() >= 3
                && components.subList(0, 3).stream()
                                .map(component -> component.style().reversible())
                                .distinct()
                                .count()
                        == 1;
    }

    /** Reads all packets. */
    void read(List<FrameBytes> bodies) {
        List<J2kPrecinct> precincts = new ArrayList<>();
        for (J2kTileComponent component : components) {
            component.resolutions().forEach(resolution -> precincts.addAll(resolution.precincts()));
        }
        J2kPacketReader reader = new J2kPacketReader(style, bodies);
        for (List<J2kPrecinct> group : style.progression().arrange(precincts)) {
            for (int layer = 0; layer < style.layers(); layer++) {
                for (J2kPrecinct precinct : group) {
                    reader.read(precinct, layer);
                }
            }
        }
    }

    /** Decodes what has been read into the samples of the whole image. */
    void decode(J2kBlockDecoder blocks, int[] samples) {
        int first = 0;
        if (style.mixed()) {
            decodeMixed(transform(0), blocks, samples);
            first = 3;
        }
        for (int i = first; i < components.size(); i++) {
            decode(transform(i), i, blocks, samples);
        }
    }

    private J2kTransform<?> transform(int component) {
        return components.get(component).style().reversible() ? new J2kReversible() : new J2kIrreversible();
    }

    private <T> void decodeMixed(J2kTransform<T> transform, J2kBlockDecoder blocks, int[] samples) {
        T first = transform.reconstruct(components.get(0), blocks);
        T second = transform.reconstruct(components.get(1), blocks);
        T third = transform.reconstruct(components.get(2), blocks);
        transform.unmix(first, second, third);
        store(transform, first, 0, samples);
        store(transform, second, 1, samples);
        store(transform, third, 2, samples);
    }

    private <T> void decode(J2kTransform<T> transform, int component, J2kBlockDecoder blocks, int[] samples) {
        store(transform, transform.reconstruct(components.get(component), blocks), component, samples);
    }

    /** Shifts the level (G.1.2) and clamps to what the precision allows. */
    private <T> void store(J2kTransform<T> transform, T values, int component, int[] samples) {
        J2kSize.Depth depth = size.depths().get(component);
        int middle = 1 << (depth.precision() - 1);
        int shift = depth.signed() ? 0 : middle;
        int least = shift - middle;
        int most = least + 2 * middle - 1;
        int step = size.components();
        int from = 0;
        for (int y = area.y0(); y < area.y1(); y++) {
            int row = y - size.image().y0();
            int to = (row * size.image().width() + area.x0() - size.image().x0()) * step + component;
            for (int x = area.x0(); x < area.x1(); x++, to += step) {
                samples[to] = Math.max(least, Math.min(most, transform.sample(values, from++) + shift));
            }
        }
    }
}
