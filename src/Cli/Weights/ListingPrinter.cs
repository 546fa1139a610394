using System.Globalization;
using MuBench.Cli.Datasets;
using MuBench.Weights.Inspection;

namespace MuBench.Cli.Weights;

/// <summary>Prints listings as aligned text, one tensor per line.</summary>
internal static class ListingPrinter
{
    public static void Write(IReadOnlyList<WeightListing> listings, TextWriter output)
    {
        foreach (var listing in listings)
        {
            output.WriteLine($"{listing.Path} ({listing.Format})");
            foreach (var (key, value) in listing.Metadata)
                output.WriteLine($"  {TextTable.Plain(key)}: {TextTable.Plain(value)}");
            TextTable.Write(
                output,
                ["tensor", "type", "shape", "elements", "bytes"],
                [.. listing.Tensors.Select(tensor => new[] { tensor.Name, tensor.Type, $"[{string.Join(", ", tensor.Shape)}]", Count(tensor.Elements), Count(tensor.Bytes) })],
                rightFrom: 3);
            var types = listing.Tensors.GroupBy(tensor => tensor.Type).OrderByDescending(group => group.Sum(tensor => tensor.Bytes))
                .Select(group => $"{Count(group.Count())} {group.Key}");
            var constants = listing.GraphConstants > 0 ? $"; {Count(listing.GraphConstants)} constants of the graph not listed" : "";
            output.WriteLine($"{Count(listing.Tensors.Count)} tensors ({string.Join(", ", types)}), {Count(listing.Parameters)} parameters, {ByteSize.Text(listing.Bytes)}{constants}");
        }
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
