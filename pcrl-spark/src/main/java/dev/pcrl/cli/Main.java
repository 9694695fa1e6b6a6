package dev.pcrl.cli;

import dev.pcrl.job.FailureReason;
import dev.pcrl.job.Termination;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.util.SignalUtils;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The main class of the job jar, for {@code bin/pcrl} and spark-submit. */
@Command(
        name = "pcrl",
        description = {
            "Self-supervised pre-training on medical images (PCRLv2) on Apache Spark.",
            "",
            "The way from images to an encoder:",
            "  pcrl views    --input /data/ct --output views --config conf/luna-3d.yaml",
            "  pcrl pretrain --views views --output run --config conf/luna-3d.yaml",
            "  pcrl embed    --encoder run/encoder.safetensors --input ct.nii.gz --output feature.npy",
            "or, to see all of it work on real volumes in a few minutes: pcrl demo",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a bug in pcrl",
            "2:wrong command line or configuration",
            "3:bad data",
            "75:a failure that a retry may cure"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @throws SparkUserAppException instead, where the process is YARN's and the exit code is not 0
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        // Charts are drawn, never shown: a DISPLAY that leads nowhere, as under spark-submit, must not fail a report.
        System.setProperty("java.awt.headless", "true");
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // what is printed is read by programs, too
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // Standard output is for results; libraries print there, too (SameDiff each operation that it differentiates).
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> endOfThread(failure, err));
        Termination termination = new Termination(() -> endAtOnce(err));
        SignalUtils.register("TERM", () -> {
            termination.wish();
            return true;
        });
        end(execute(termination, out, err, arguments), err);
    }

    /**
     * Ends the process. Not the Application Master, in which YARN runs the driver in cluster mode: it takes an exit for
     * a failure, whatever the code, and a return for success.
     */
    private static void end(int exitCode, PrintWriter err) throws SparkUserAppException {
        if (!isInApplicationMaster()) {
            silence(err);
            System.exit(exitCode);
        }
        if (exitCode != 0) {
            throw new SparkUserAppException(exitCode);
        }
    }

    private static boolean isInApplicationMaster() {
        return "yarn".equals(System.getProperty("spark.master"))
                && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    }

    /** A thread of Spark that dies of too little memory leaves the job to wait for what that thread was to do. */
    private static void endOfThread(Throwable failure, PrintWriter err) {
        int exitCode = Failures.tell(failure, err, false);
        if (failure instanceof OutOfMemoryError) {
            System.exit(exitCode);
        }
    }

    private static void endAtOnce(PrintWriter err) {
        err.println("pcrl: " + FailureReason.TERMINATED.line());
        silence(err);
        System.exit(FailureReason.TERMINATED.category().exitCode());
    }

    /** Our line is the last: threads of Spark print traces, too, of a context that is gone. */
    private static void silence(PrintWriter err) {
        err.close(); // and System.err with it
    }

    /** Runs a command and gives its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return execute(Termination.none(), out, err, arguments);
    }

    private static int execute(Termination termination, PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        try {
            return commandLine(main, termination, out, err).execute(arguments);
        } catch (Error e) { // picocli hands on exceptions only
            return Failures.tell(e, err, main.debug);
        }
    }

    private static CommandLine commandLine(Main main, Termination termination, PrintWriter out, PrintWriter err) {
        return new CommandLine(main)
                .addSubcommand(new ManifestCommand())
                .addSubcommand(new ViewsCommand())
                .addSubcommand(new PretrainCommand(termination))
                .addSubcommand(new FinetuneCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new PredictCommand())
                .addSubcommand(new ExperimentCommand(termination))
                .addSubcommand(new EmbedCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new ConvertCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new SamplesCommand())
                .addSubcommand(new PhantomsCommand())
                .addSubcommand(new DemoCommand(termination))
                .addSubcommand(new ClusterCommand())
                .addSubcommand(new GenerateCompletion())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(
                        (failure, command, result) -> Failures.tell(failure, command.getErr(), main.debug));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int refuse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println("pcrl: " + failure.getMessage() + " (see `"
                        + command.getCommandSpec().qualifiedName() + " --help`)");
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
