using MuBench.Cli.Running;
using MuBench.Pipeline.Checking;

namespace MuBench.Cli.Checking;

/// <summary>Prints the checks of a manifest's models: one table, then a line per fault with its remedy.</summary>
internal static class CheckPrinter
{
    private const int MaxId = 24;

    /// <summary>Prints the checks and returns the exit code: that of a wrong manifest if a model has a fault.</summary>
    public static int Print(IReadOnlyList<ModelCheck> checks, string runId, TextWriter output)
    {
        if (checks.Count == 0)
        {
            output.WriteLine("ok: the manifest has floors only, and they need nothing.");
            return ExitCodes.Done;
        }

        TextTable.Write(
            output,
            ["", "model", "key", "answer", "tokens in", "$ in / out"],
            [.. checks.Select(check => (string[])[check.Faults.Count > 0 ? "FAULT" : "ok", ProgressScreen.Cut(check.Id, MaxId), check.Key, check.Answer, check.Tokens, check.Price])],
            rightFrom: 6);
        output.WriteLine("tokens in: as estimated / as reported. $: per million tokens.");
        foreach (var check in checks)
        {
            foreach (var fault in check.Faults)
                output.WriteLine($"fault: {check.Id}: {TextTable.Plain(fault)}");
            foreach (var note in check.Notes)
                output.WriteLine($"note: {check.Id}: {TextTable.Plain(note)}");
        }

        var ready = checks.Count(check => check.Faults.Count == 0);
        output.WriteLine($"{(ready == checks.Count ? "ok" : "not ready")}: {ready} of {checks.Count} model{(checks.Count == 1 ? "" : "s")} can be run. The answers are in the response log and count for run {runId}.");
        return ready == checks.Count ? ExitCodes.Done : ExitCodes.Wrong;
    }
}
