namespace MuBench.Reports;

/// <summary>Says which models a comparison of two runs left out.</summary>
public static class NotComparedText
{
    /// <summary><c>'x' is only in RUN_A; 'y' is only in RUN_B</c>, without a full stop; null if no model was left out.</summary>
    public static string? Of(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        string[] parts = [.. Part(comparison.OnlyInA, comparison.A.Id), .. Part(comparison.OnlyInB, comparison.B.Id)];
        return parts.Length == 0 ? null : string.Join("; ", parts);
    }

    private static IEnumerable<string> Part(IReadOnlyList<string>? models, string run) =>
        models is null ? [] : [$"{string.Join(", ", models.Select(id => $"'{id}'"))} {(models.Count == 1 ? "is" : "are")} only in {run}"];
}
