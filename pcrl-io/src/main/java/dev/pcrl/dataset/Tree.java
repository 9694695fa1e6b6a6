package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.store.StoredFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** All files below a root by their paths from there, so that layouts see neither stores nor the order of listings. */
final class Tree {
    private final NavigableMap<String, StoredFile> files;

    private Tree(NavigableMap<String, StoredFile> files) {
        this.files = files;
    }

    /** A file whose path below the root matches a pattern; the groups are those of the pattern. */
    record Found(String name, Path path, Matcher groups) {
        String group(int group) {
            return groups.group(group);
        }
    }

    static Tree of(Store store, Path root) {
        NavigableMap<String, StoredFile> files = new TreeMap<>();
        store.files(root).forEach(file -> files.put(relative(root, file.path()), file));
        return new Tree(files);
    }

    /** The path of a file from a root that it is below. */
    static String relative(Path root, Path file) {
        return file.toString().substring(Store.prefix(root).length());
    }

    /** The files whose whole path matches, in the order of their paths. */
    List<Found> matching(Pattern pattern) {
        List<Found> found = new ArrayList<>();
        files.forEach((name, file) -> {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                found.add(new Found(name, file.path(), matcher));
            }
        });
        return found;
    }

    /**
     * The files whose whole path matches, by what each stands for, in the order of their paths.
     *
     * @throws BadDataException if two of them stand for the same
     */
    Map<String, Found> unique(Pattern pattern, Function<Found, String> key) {
        Map<String, Found> unique = new LinkedHashMap<>();
        for (Found file : matching(pattern)) {
            Found other = unique.putIfAbsent(key.apply(file), file);
            if (other != null) {
                throw new BadDataException(
                        file.path().toString(), "file name", "stands for the same case as " + other.path());
            }
        }
        return unique;
    }

    /** The file with this path from the root. */
    Optional<Path> at(String name) {
        return Optional.ofNullable(files.get(name)).map(StoredFile::path);
    }

    /** The file of this name that is nearest to the root: archives are unpacked here and there. */
    Optional<Path> named(String name) {
        return files.keySet().stream()
                .filter(path -> path.equals(name) || path.endsWith("/" + name))
                .min(Comparator.comparingLong(Tree::depth).thenComparing(Comparator.naturalOrder()))
                .map(path -> files.get(path).path());
    }

    private static long depth(String path) {
        return path.chars().filter(letter -> letter == '/').count();
    }

    /** All files, in the order of their paths. */
    Stream<StoredFile> files() {
        return files.values().stream();
    }

    /** How many of the files are not among those that were used. */
    long others(long used) {
        return files.size() - used;
    }
}
