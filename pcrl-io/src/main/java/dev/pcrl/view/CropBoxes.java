package dev.pcrl.view;

import dev.pcrl.volume.Box;
import java.util.List;

/**
 * The boxes that a bundle is cut from.
 *
 * @param globals the two global crops
 * @param locals the local crops
 */
public record CropBoxes(List<Box> globals, List<Box> locals) {
    public CropBoxes {
        globals = List.copyOf(globals);
        locals = List.copyOf(locals);
    }
}
