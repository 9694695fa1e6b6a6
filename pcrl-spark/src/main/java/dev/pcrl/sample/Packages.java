package dev.pcrl.sample;

import dev.pcrl.failure.UnavailableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The packages of one run, each fetched at most once however many samples it holds. */
final class Packages {
    private final PackageClient client;
    private final Workplace workplace;
    private final Map<PackageReference, PackageClient.Unpacked> fetched = new HashMap<>();
    private final Map<PackageReference, String> missing = new HashMap<>();

    Packages(PackageClient client, Workplace workplace) {
        this.client = client;
        this.workplace = workplace;
    }

    /**
     * The unpacked package.
     *
     * @throws UnavailableException if it cannot be had
     */
    PackageClient.Unpacked get(PackageReference reference) throws IOException {
        if (missing.containsKey(reference)) {
            throw new UnavailableException(missing.get(reference), null);
        }
        PackageClient.Unpacked unpacked = fetched.get(reference);
        if (unpacked == null) {
            try {
                unpacked = client.fetch(reference, workplace.folder());
            } catch (UnavailableException e) {
                missing.put(reference, e.getMessage());
                throw e;
            }
            fetched.put(reference, unpacked);
        }
        return unpacked;
    }
}
