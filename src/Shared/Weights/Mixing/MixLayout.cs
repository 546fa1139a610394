using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Mixing;

/// <summary>Divides the first model's files into ranges to copy and ranges to mix. Slots are left out.</summary>
internal static class MixLayout
{
    /// <summary>The spans of all files, in order.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="slots">The ranges of the first file that each output replaces.</param>
    public static List<FileSpan> SpansOf(MixPlan plan, IReadOnlyList<FileSlot> slots)
    {
        var spans = new List<FileSpan>();
        for (var file = 0; file < plan.First.Files.Count; file++)
        {
            var inFile = plan.First.Files[file];
            var mixed = plan.Mixes
                .Where(mix => mix.First.Tensor.File == inFile && mix.First.Tensor.Inline is null && mix.First.Elements > 0)
                .Select(mix => SpanOf(file, mix));
            var taken = mixed.Concat(file == 0 ? slots.Select(slot => new FileSpan(-1, slot.Start, slot.End - slot.Start, null)) : []);
            AddSpans(spans, file, inFile, [.. taken.OrderBy(span => span.Start)]);
        }

        return spans;
    }

    /// <summary>Divides a span into chunks of limited size. If the part is read by rows, a chunk has whole rows.</summary>
    public static IEnumerable<FileSpan> ChunksOf(FileSpan span, int chunkBytes)
    {
        var size = span.Mix is null ? 1 : ElementTypes.SizeOf(span.Mix.First.Type);
        var step = span.Mix is null ? chunkBytes : StepOf(span.Mix, chunkBytes);
        for (long element = 0, elements = span.Length / size; element < elements; element += step)
        {
            var count = Math.Min(step, elements - element);
            yield return new FileSpan(span.File, span.Start + element * size, count * size, span.Mix) { Element = element };
        }
    }

    /// <summary>
    /// How many elements of the widest input fit into a number of bytes. If the part is read by rows, these are whole rows.
    /// </summary>
    public static long StepOf(PartMix mix, int bytes) =>
        Math.Max(bytes / mix.Parts.Max(part => ElementTypes.SizeOf(part.Type)) / mix.Granularity, 1) * mix.Granularity;

    private static FileSpan SpanOf(int file, PartMix mix)
    {
        var size = ElementTypes.SizeOf(mix.First.Type);
        return new FileSpan(file, mix.First.Tensor.Offset + mix.First.FirstElement * size, mix.First.Elements * size, mix);
    }

    private static void AddSpans(List<FileSpan> spans, int file, WeightFile inFile, IReadOnlyList<FileSpan> taken)
    {
        var position = 0L;
        foreach (var span in taken)
        {
            if (span.Start < position)
                throw new UserException($"'{inFile.Path}' has tensors that share their bytes at {span.Start:N0}. Save it with each tensor on its own.");
            if (span.Start > position)
                spans.Add(new FileSpan(file, position, span.Start - position, null));
            if (span.Mix is not null)
                spans.Add(span);
            position = span.Start + span.Length;
        }

        if (position < inFile.Length)
            spans.Add(new FileSpan(file, position, inFile.Length - position, null));
    }
}
