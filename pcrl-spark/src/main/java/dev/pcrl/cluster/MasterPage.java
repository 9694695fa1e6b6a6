package dev.pcrl.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a Master tells of its cluster on its web page, and takes as commands there. */
final class MasterPage {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;

    MasterPage(String address) {
        this.address = URI.create(address + "/");
    }

    /** Addresses of the web pages of the Workers that are registered and alive. */
    Set<String> workers() throws IOException {
        Set<String> workers = new HashSet<>();
        for (JsonNode worker : state().path("workers")) {
            if (worker.path("state").asText().equals("ALIVE")) {
                workers.add(worker.path("webuiaddress").asText());
            }
        }
        return workers;
    }

    /** Applications that run or wait. */
    List<String> applications() throws IOException {
        return StreamSupport.stream(state().path("activeapps").spliterator(), false)
                .map(application -> application.path("id").asText())
                .toList();
    }

    /** Ends an application: its driver is told, and its executors are stopped. */
    void kill(String application) throws IOException {
        send(HttpRequest.newBuilder(address.resolve("app/kill/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("terminate=true&id=" + application)));
    }

    private JsonNode state() throws IOException {
        return JsonMapper.builder().build().readTree(send(HttpRequest.newBuilder(address.resolve("json/"))));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
