using System.Globalization;
using MuBench.Weights.Inspection;

namespace MuBench.Cli.Weights;

/// <summary>Prints differences as aligned text, the largest first.</summary>
internal static class DiffPrinter
{
    public static void Write(IReadOnlyList<WeightDiff> diffs, int top, TextWriter output)
    {
        foreach (var diff in diffs)
        {
            output.WriteLine($"{diff.A} -> {diff.B}");
            foreach (var fault in diff.Faults)
                output.WriteLine($"  ! {fault}");
            var moved = diff.Tensors.Where(tensor => !tensor.Identical).ToList();
            if (moved.Count > 0)
            {
                TextTable.Write(
                    output,
                    ["tensor", "type", "shape", "max abs", "relative L2", "cosine"],
                    [.. moved.Take(top).Select(Cells)],
                    rightFrom: 3);
            }

            if (moved.Count > top)
                output.WriteLine($"  and {moved.Count - top:N0} more (--top)");
            output.WriteLine(
                $"{diff.Tensors.Count:N0} tensors in both: {diff.Tensors.Count - moved.Count:N0} identical, {moved.Count:N0} changed; over all, relative L2 {Number(diff.RelativeL2)}, cosine {Cosine(diff.Cosine)}");
        }
    }

    private static string[] Cells(TensorDifference tensor) =>
    [
        tensor.Name,
        tensor.TypeA == tensor.TypeB ? tensor.TypeA : $"{tensor.TypeA} -> {tensor.TypeB}",
        $"[{string.Join(", ", tensor.Shape)}]",
        Number(tensor.MaxAbs),
        Number(tensor.RelativeL2),
        Cosine(tensor.Cosine),
    ];

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "-";

    private static string Cosine(double? value) => value?.ToString("F6", CultureInfo.InvariantCulture) ?? "-";
}
