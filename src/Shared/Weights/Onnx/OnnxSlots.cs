using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>The slots of a model file that change: the inline tensors and the lengths of the messages around them.</summary>
internal static class OnnxSlots
{
    /// <summary>Lays out the slots for new elements, in file order. The positions of the slots do not depend on the elements.</summary>
    public static IReadOnlyList<FileSlot> Of(IReadOnlyList<(OnnxInlineTensor Inline, byte[] Elements)> replaced)
    {
        var slots = replaced.SelectMany(pair => pair.Inline.SlotsFor(pair.Elements)).ToList();
        // The innermost message comes first, because a longer length can make the enclosing message longer too.
        foreach (var message in replaced.SelectMany(pair => pair.Inline.Enclosing).Distinct().OrderByDescending(message => message.ContentStart).ToList())
        {
            var growth = slots.Where(slot => slot.Start >= message.ContentStart && slot.End <= message.End).Sum(slot => slot.Growth);
            slots.Add(new FileSlot(message.LengthStart, message.ContentStart, LengthOf(replaced[0].Inline.Tensor.File, message, growth)));
        }

        return [.. slots.OrderBy(slot => slot.Start)];
    }

    private static byte[] LengthOf(WeightFile file, ProtoField message, long growth)
    {
        if (growth == 0)
        {
            var original = new byte[message.ContentStart - message.LengthStart];
            file.Read(original, message.LengthStart);
            return original;
        }

        var length = new List<byte>();
        ProtoWriter.AppendVarint(length, (ulong)(message.Length + growth));
        return [.. length];
    }
}
