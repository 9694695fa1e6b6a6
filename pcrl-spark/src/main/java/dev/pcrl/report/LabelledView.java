package dev.pcrl.report;

import dev.pcrl.volume.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * A view as the report names it: by a letter and a number, and by a colour.
 *
 * @param label such as G1 or L6
 * @param name such as "global view 1"
 * @param ink its colour wherever it is shown
 * @param isGlobal whether it is a global one
 * @param picture what it shows
 */
record LabelledView(String label, String name, Ink ink, boolean isGlobal, ViewPicture picture) {

    /** The views of a bundle, the global ones first. */
    static List<LabelledView> of(BundlePicture bundle) {
        List<LabelledView> views = new ArrayList<>();
        for (int i = 1; i <= bundle.globalViews().size(); i++) {
            ViewPicture picture = bundle.globalViews().get(i - 1);
            views.add(new LabelledView("G" + i, "global view " + i, Ink.globalView(i), true, picture));
        }
        for (int i = 1; i <= bundle.localViews().size(); i++) {
            ViewPicture picture = bundle.localViews().get(i - 1);
            views.add(new LabelledView("L" + i, "local view " + i, Ink.localView(i), false, picture));
        }
        return views;
    }

    Box box() {
        return picture.box();
    }
}
