using System.Globalization;
using MuBench.Contrastive.References;

namespace MuBench.Cli.Models;

/// <summary>Prints the comparison of a model with its reference values.</summary>
internal static class ReferenceTable
{
    private const int MaxInputLength = 40;

    public static void Write(IReadOnlyList<ComparedInput> rows, TextWriter output)
    {
        TextTable.Write(
            output, ["input", "compared", "difference", "limit", "cosine", "result"],
            [.. rows.Select(row => new[]
            {
                Shortened(row.Input), row.Compared, Number(row.Difference, "0.0e+0"), Number(row.Limit, "0.0e+0"), Number(row.Cosine, "0.000000"), row.Fault ?? "same",
            })], rightFrom: 6);
        var different = rows.Count(row => !row.Agrees);
        output.WriteLine(different == 0
            ? $"All {rows.Count} values agree: this export computes what the reference computes, for these inputs."
            : $"{different} of {rows.Count} values differ: this folder is not the reference's model, or its tokenizer, preprocessing or export is another one. docs/contrastive.md says what each difference means.");
    }

    private static string Shortened(string text) => text.Length <= MaxInputLength ? text : text[..(MaxInputLength - 3)] + "...";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
