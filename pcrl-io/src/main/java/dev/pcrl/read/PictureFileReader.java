package dev.pcrl.read;

import dev.pcrl.picture.PictureReader;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** Reads PNG and JPEG files, each a volume of one slice. Which of the two a file is decides how it starts. */
public final class PictureFileReader implements VolumeReader {
    @Override
    public String format() {
        return "PNG and JPEG (.png, .jpg, .jpeg)";
    }

    @Override
    public boolean recognisesName(Path file) {
        return isPicture(file);
    }

    static boolean isPicture(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".+\\.(png|jpe?g)");
    }

    @Override
    public boolean recognisesContent(byte[] start) {
        return PictureReader.startsLikePicture(start);
    }

    @Override
    public Volume read(Store store, Path file) {
        return new PictureReader(store).read(file);
    }
}
