// Java's HttpClient, which offers an upgrade to HTTP/2 (h2c) with its first POST: `java Java.java ENDPOINT QUERY`.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Java {
    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
            .header("Content-Type", "application/sparql-query")
            .header("Accept", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofString(arguments[1]))
            .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
        new java.io.PrintStream(System.out, true, "UTF-8").print(answer.body());
    }
}
