package dev.pcrl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.check.OracleCheck;
import dev.pcrl.store.Store;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl check}. */
@Command(
        name = "check",
        description = {
            "Check this machine's numbers against the oracle's.",
            "",
            "Runs a fixture that the numerical oracle wrote, in double and in single precision: losses of every scale"
                    + " with their terms, gradients, running statistics, a short training run, the encoder's outputs."
                    + " Run it to trust a new backend or GPU. In single precision each step of the training run begins"
                    + " where the double run stood, and a gradient that is too far off gets up to 8 more tries at"
                    + " weights that differ by rounding: what rounding alone does must not count. Prints a table and,"
                    + " last, one line of JSON; exit code 0 only if double is within 1e-6 and single within 2e-4"
                    + " (losses) and 1e-2 (the rest).",
            ""
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The fixture: meta.json and safetensors. PCRL's sources have two, oracle and oracle-narrow in"
                    + " pcrl-model/src/test/resources.")
    private String directory;

    @Override
    public Integer call() {
        OracleCheck.Result result = new OracleCheck(Store.local(), Store.path(directory)).run();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-10s %12s %12s%n", "", "double", "single");
        row(out, "loss", result.inDouble().loss(), result.inSingle().loss());
        row(out, "gradient", result.inDouble().gradient(), result.inSingle().gradient());
        row(out, "running", result.inDouble().running(), result.inSingle().running());
        row(out, "trained", result.inDouble().trained(), result.inSingle().trained());
        row(out, "encoded", result.inDouble().encoded(), result.inSingle().encoded());
        out.println(json(result));
        return result.ok() ? 0 : 1;
    }

    private static void row(PrintWriter out, String name, double inDouble, double inSingle) {
        out.printf("%-10s %12.2e %12.2e%n", name, inDouble, inSingle);
    }

    private static String json(OracleCheck.Result result) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode().put("ok", result.ok());
        json.set("double", mapper.valueToTree(result.inDouble()));
        json.set("single", mapper.valueToTree(result.inSingle()));
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
