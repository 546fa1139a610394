namespace MuBench.Pipeline.Checking;

/// <summary>What was found about a model before a run.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Key">Its key: set, not set, or none.</param>
/// <param name="Answer">What it did with the questions about one image.</param>
/// <param name="Tokens">Input tokens as estimated and as reported; empty if there are none.</param>
/// <param name="Price">Its price per million tokens; empty if it runs in process.</param>
/// <param name="Faults">What must be corrected, each with its remedy.</param>
/// <param name="Notes">What a reader should know, and need not correct.</param>
public sealed record ModelCheck(
    string Id, string Key, string Answer, string Tokens, string Price, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);
