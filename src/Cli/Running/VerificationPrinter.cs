using MuBench.Pipeline.Verifying;

namespace MuBench.Cli.Running;

/// <summary>Prints the result of a verification.</summary>
internal static class VerificationPrinter
{
    private const string Alone =
        "This shows that the numbers follow from the answers in this store, and that no file was changed after the report was written. It does not show that "
        + "this is the first report: anyone who can write to the store can change answers and report again, and the new report verifies with a root of its own. "
        + "Compare with a root that was quoted elsewhere: --root HEX.";

    private const string Quoted =
        "The root is the one given: the answers and scores are those that were scored when it was quoted. Neither shows that the answers are the models' own.";

    /// <summary>Prints the confirmed facts, the notes, the differences and the verdict.</summary>
    public static void Print(VerifyResult result, TextWriter output)
    {
        foreach (var sentence in result.Checked)
            output.WriteLine($"ok: {TextTable.Plain(sentence)}");
        foreach (var note in result.Notes)
            output.WriteLine($"note: {TextTable.Plain(note)}");
        foreach (var difference in result.Differences)
            output.WriteLine($"differs: {TextTable.Plain(difference)}");
        if (result.Found > result.Differences.Count)
            output.WriteLine($"and {result.Found - result.Differences.Count:N0} more");
        output.WriteLine(!result.IsVerified ? $"NOT verified: {result.RunId}, {result.Found:N0} difference{(result.Found == 1 ? "" : "s")}"
            : result.Root is null ? $"recomputed: {result.RunId}, without a proof to compare with"
            : $"verified: {result.RunId}, root {result.Root}");
        if (result is { IsVerified: true, Root: not null })
            output.WriteLine(result.QuotedRoot is null ? Alone : Quoted);
    }
}
