using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>A tensor stored as varints, or with a tag before each number. Such tensors are small and are kept in memory.</summary>
/// <param name="Tensor">The tensor, with decoded elements.</param>
/// <param name="DataFields">The fields that hold the elements, in order.</param>
/// <param name="Enclosing">The enclosing messages, outermost first; their lengths may change.</param>
public sealed record OnnxInlineTensor(WeightTensor Tensor, IReadOnlyList<ProtoField> DataFields, IReadOnlyList<ProtoField> Enclosing)
{
    /// <summary>The slots that hold new elements, encoded as in the model. The slots do not depend on the elements.</summary>
    public IEnumerable<FileSlot> SlotsFor(byte[] elements)
    {
        var unchanged = elements.AsSpan().SequenceEqual(Tensor.Inline);
        var written = false;
        foreach (var (start, end) in Runs())
        {
            if (unchanged)
            {
                var original = new byte[end - start];
                Tensor.File.Read(original, start);
                yield return new FileSlot(start, end, original);
            }
            else
            {
                yield return new FileSlot(start, end, written ? [] : Write(elements));
                written = true;
            }
        }
    }

    // Elements with one tag each make thousands of adjacent fields; these are merged into ranges.
    private IEnumerable<(long Start, long End)> Runs()
    {
        var (start, end) = (DataFields[0].Start, DataFields[0].End);
        foreach (var field in DataFields.Skip(1))
        {
            if (field.Start != end)
            {
                yield return (start, end);
                start = field.Start;
            }

            end = field.End;
        }

        yield return (start, end);
    }

    private byte[] Write(ReadOnlySpan<byte> elements)
    {
        var target = new List<byte>(elements.Length * 2);
        if (DataFields[0].Wire == WireType.Bytes)
        {
            var content = new List<byte>(elements.Length * 2);
            for (var i = 0; i < Tensor.Elements; i++)
                AppendElement(content, elements, i);
            ProtoWriter.AppendTag(target, DataFields[0].Number, WireType.Bytes);
            ProtoWriter.AppendVarint(target, (ulong)content.Count);
            target.AddRange(CollectionsMarshal.AsSpan(content));
        }
        else
        {
            for (var i = 0; i < Tensor.Elements; i++)
            {
                ProtoWriter.AppendTag(target, DataFields[0].Number, DataFields[0].Wire);
                AppendElement(target, elements, i);
            }
        }

        return [.. target];
    }

    private void AppendElement(List<byte> target, ReadOnlySpan<byte> elements, int index)
    {
        var size = ElementTypes.SizeOf(Tensor.Type);
        var element = elements.Slice(index * size, size);
        if (OnnxTypes.IsFixedSize(Tensor.Type))
            target.AddRange(element);
        else // The other floating-point types store their bits as an unsigned number in int32_data.
            ProtoWriter.AppendVarint(target, size == 1 ? element[0] : BinaryPrimitives.ReadUInt16LittleEndian(element));
    }
}
