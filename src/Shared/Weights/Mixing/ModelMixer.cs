using MuBench.Weights.Elements;
using MuBench.Weights.Files;
using MuBench.Weights.Onnx;

namespace MuBench.Weights.Mixing;

/// <summary>Writes the outputs of one planned model.</summary>
internal static class ModelMixer
{
    /// <summary>Mixes into new files. Returns the number of elements that overflowed their type, over all outputs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outputs">The path of each output and its weights.</param>
    /// <param name="advance">Called with the number of bytes of the first model that were processed.</param>
    /// <param name="cancellationToken">Stops the work. The caller removes incomplete files.</param>
    public static async Task<long> MixAsync(
        MixPlan plan, IReadOnlyList<(string Path, IReadOnlyList<double> Weights)> outputs, Action<long> advance, CancellationToken cancellationToken)
    {
        var overflowed = 0L;
        var writing = new List<MixOutput>();
        try
        {
            var inline = InlineMixes(plan);
            IReadOnlyList<FileSlot> slots = [];
            foreach (var (path, weights) in outputs)
            {
                var replaced = new List<(OnnxInlineTensor Inline, byte[] Elements)>();
                foreach (var (tensor, mix) in inline)
                    replaced.Add((tensor, MixInline(mix, weights, ref overflowed)));
                slots = OnnxSlots.Of(replaced);
                writing.Add(MixOutput.Create(plan.First, path, weights, slots));
            }

            var spans = MixLayout.SpansOf(plan, slots);
            return overflowed + await MixRunner.RunAsync(plan, spans, writing, advance, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OutputFaults.Explain(exception, outputs[0].Path);
        }
        finally
        {
            writing.ForEach(output => output.Dispose());
        }
    }

    private static List<(OnnxInlineTensor Inline, PartMix Mix)> InlineMixes(MixPlan plan)
    {
        if (plan.First.Graph is not { Inlines.Count: > 0 } graph)
            return [];
        var mixes = plan.Mixes.ToDictionary(mix => mix.First.Tensor.Name, StringComparer.Ordinal);
        return [.. graph.Inlines.Where(inline => mixes.ContainsKey(inline.Tensor.Name)).Select(inline => (inline, mixes[inline.Tensor.Name]))];
    }

    private static byte[] MixInline(PartMix mix, IReadOnlyList<double> weights, ref long overflowed)
    {
        var count = (int)mix.First.Elements;
        var inputs = new MixInput[mix.Parts.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var bytes = new byte[count * ElementTypes.SizeOf(mix.Parts[i].Type)];
            mix.Read(i, 0, count, bytes);
            inputs[i] = new MixInput(mix.Parts[i].Type, bytes, weights[i]);
        }

        var mixed = new byte[mix.First.Tensor.Bytes];
        overflowed += MixKernel.Mix(inputs, mix.First.Type, count, mixed);
        return mixed;
    }
}
