package dev.pcrl.encoder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.network.NsUNet;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;

/**
 * Says in JSON what a file holds: an encoder, other safetensors or a volume; or which volumes and 2D images a directory
 * holds. Of these it tells geometry and numbers only; names, dates and comments of patients stay in the file.
 */
public final class Inspection {
    private Inspection() {}

    /**
     * The description, in several lines. Which kind of file it is decides how the file starts.
     *
     * @throws BadDataException if it is none of these kinds, or damaged
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static String json(Store store, Path file) {
        if (store.isDirectory(file)) {
            return StrictJson.pretty(directory(store, file));
        }
        ObjectNode description = switch (EncoderFiles.kind(store, file)) {
            case SAFETENSORS -> safetensors(SafetensorsHeader.read(store, file));
            case ZIP -> zip(store, file);
            case OTHER -> volume(VolumeReaders.standard().read(store, file));
        };
        return StrictJson.pretty(description);
    }

    private static ObjectNode safetensors(SafetensorsHeader header) {
        ObjectNode description = StrictJson.object();
        description.put("format", "safetensors");
        String architecture = TorchvisionResNet.isOne(header)
                ? EncoderKind.RESNET_18.toString()
                : header.metadata().get("architecture");
        if (architecture != null) {
            description.put("architecture", architecture);
        }
        ArrayNode tensors = description.putArray("tensors");
        long parameters = 0;
        for (SafetensorsHeader.Entry entry : header.entries()) {
            addTensor(tensors, entry.name(), entry.dtype(), entry.shape());
            parameters += entry.elements();
        }
        description.put("elements", parameters);
        putMetadata(description, header.metadata());
        return description;
    }

    private static ObjectNode zip(Store store, Path file) {
        Encoder encoder = EncoderZip.read(store, file); // its checksum tells whether the file is whole
        EncoderDescription encoderDescription = EncoderDescription.of(encoder);
        ObjectNode description = StrictJson.object();
        description.put("format", "deeplearning4j-zip");
        description.put("architecture", EncoderDescription.ARCHITECTURE);
        ArrayNode tensors = description.putArray("tensors");
        NsUNet.encoderLayout(encoder.shape())
                .parameters()
                .forEach(parameter -> addTensor(tensors, parameter.name(), "F32", parameter.shape()));
        description.put("elements", NsUNet.encoderLayout(encoder.shape()).length());
        putMetadata(description, encoderDescription.toMetadata());
        return description;
    }

    private static void addTensor(ArrayNode tensors, String name, String dtype, List<Long> shape) {
        ObjectNode tensor = tensors.addObject();
        tensor.put("name", name);
        tensor.put("dtype", dtype);
        ArrayNode extents = tensor.putArray("shape");
        shape.forEach(extents::add);
    }

    private static void putMetadata(ObjectNode description, Map<String, String> metadata) {
        ObjectNode strings = description.putObject("metadata");
        metadata.forEach(strings::put);
    }

    /** The volumes and 2D images of a directory, each read as a whole, and why other files are none. */
    private static ObjectNode directory(Store store, Path directory) {
        VolumeReaders readers = VolumeReaders.standard();
        VolumeListing listing = readers.list(store, directory);
        if (listing.images().isEmpty()) {
            listing.orRefuse(directory.toString());
        }
        ObjectNode description = StrictJson.object();
        description.put("format", "directory");
        ArrayNode volumes = description.putArray("volumes");
        ArrayNode images = description.putArray("images");
        ArrayNode refused = description.putArray("refused");
        listing.refused().forEach(leftOut -> addLeftOut(refused, leftOut));
        Function<VolumeInput, Volume> reader = input -> readers.read(store, input);
        listing.volumes().forEach(input -> addRead(input, reader, volumes, refused));
        listing.images().forEach(input -> addRead(input, reader, images, refused));
        ArrayNode skipped = description.putArray("skipped");
        listing.skipped().forEach(leftOut -> addLeftOut(skipped, leftOut));
        return description;
    }

    private static void addRead(
            VolumeInput input, Function<VolumeInput, Volume> reader, ArrayNode read, ArrayNode refused) {
        try {
            ObjectNode volume = volume(reader.apply(input));
            read.addObject().put("name", input.name()).setAll(volume);
        } catch (BadDataException e) {
            addLeftOut(refused, new LeftOut(e.file(), e.place(), e.reason()));
        }
    }

    private static void addLeftOut(ArrayNode to, LeftOut leftOut) {
        to.addObject().put("name", leftOut.name()).put("place", leftOut.place()).put("reason", leftOut.reason());
    }

    private static ObjectNode volume(Volume volume) {
        Geometry geometry = volume.geometry();
        Affine affine = geometry.affine();
        ObjectNode description = StrictJson.object();
        description.put("format", "volume");
        description.putArray("shape").add(geometry.nx()).add(geometry.ny()).add(geometry.nz());
        description.put("channels", volume.channels());
        description
                .putArray("spacing_mm")
                .add(affine.spacing(0))
                .add(affine.spacing(1))
                .add(affine.spacing(2));
        ArrayNode rows = description.putArray("affine_ras");
        for (int row = 0; row < 4; row++) {
            ArrayNode columns = rows.addArray();
            for (int column = 0; column < 4; column++) {
                columns.add(affine.at(row, column));
            }
        }
        description.put("type", volume.storedType());
        description.put("modality", volume.modality().name());
        putNumbers(description, volume.voxels());
        return description;
    }

    /** Statistics of the finite voxels of all channels, null where there are none, and how many others there are. */
    private static void putNumbers(ObjectNode description, FloatBuffer voxels) {
        int notNumbers = 0;
        int infinite = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < voxels.limit(); i++) {
            float voxel = voxels.get(i);
            if (Float.isFinite(voxel)) {
                sum += voxel;
                least = Math.min(least, voxel);
                most = Math.max(most, voxel);
            } else if (Float.isNaN(voxel)) {
                notNumbers++;
            } else {
                infinite++;
            }
        }
        int finite = voxels.limit() - notNumbers - infinite;
        double mean = sum / finite;
        double squares = 0;
        for (int i = 0; i < voxels.limit(); i++) {
            float voxel = voxels.get(i);
            squares += Float.isFinite(voxel) ? (voxel - mean) * (voxel - mean) : 0;
        }
        putNumber(description, "minimum", least, finite);
        putNumber(description, "maximum", most, finite);
        putNumber(description, "mean", mean, finite);
        putNumber(description, "standard_deviation", Math.sqrt(squares / finite), finite);
        description.put("nan_voxels", notNumbers);
        description.put("infinite_voxels", infinite);
    }

    private static void putNumber(ObjectNode description, String key, double value, int finite) {
        if (finite > 0) {
            description.put(key, value);
        } else {
            description.putNull(key);
        }
    }
}
