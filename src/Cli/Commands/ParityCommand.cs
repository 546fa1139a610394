using System.CommandLine;
using System.Diagnostics;
using System.Text;
using MuBench.Cli.Parity;
using MuBench.Cli.Printing;
using MuBench.Reports;
using MuBench.Scoring.Parity;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench parity</c>: checks this build's scoring code against known results of the authors' code.</summary>
internal static class ParityCommand
{
    public static Command Create() => Create(() => ParityCertificate.Current);

    internal static Command Create(Func<ParityCertificate> compute)
    {
        var json = new Option<bool>("--json") { Description = "Print the whole certificate as JSON, and nothing else." };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Write the whole certificate as JSON." };
        var command = new Command("parity", "Check the scoring code against the authors' code and published tables, offline. Exit code 1 if they disagree.") { json, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var started = Stopwatch.GetTimestamp();
            var certificate = compute();
            var elapsed = Stopwatch.GetElapsedTime(started);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(file) is { } path)
                await OutputFile.WriteAsync(path, JsonReport.Render(certificate), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
                Terminal.WriteDocument(output, Encoding.UTF8.GetString(JsonReport.Render(certificate)).TrimEnd('\n'));
            else
                ParityPrinter.Print(certificate, elapsed, output);
            return certificate.Passes ? ExitCodes.Done : ExitCodes.ResultNotGood;
        });
        return command;
    }
}
