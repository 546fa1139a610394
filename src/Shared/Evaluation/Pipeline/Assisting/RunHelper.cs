using System.Buffers.Binary;

namespace MuBench.Pipeline.Assisting;

/// <summary>A model whose answers help to estimate others.</summary>
public sealed record RunHelper
{
    /// <summary>The byte of <see cref="Right"/> of a question without a response.</summary>
    internal const byte None = 2;

    private const int Scale = 65_534;

    /// <summary>Its id in the run that asked it.</summary>
    public required string Id { get; init; }

    /// <summary>Id of that run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its key in the response log.</summary>
    public required string ModelKey { get; init; }

    /// <summary>Number of questions of the population that it answered.</summary>
    public required int Answered { get; init; }

    /// <summary>One byte for each question of the population, in the order of the dataset: 1 right, 0 not right, 2 no response (base64 in the file).</summary>
    public required byte[] Right { get; init; }

    /// <summary>
    /// The probability that it gave to the correct option, two bytes for each question, little-endian: 0 to 65,534 for 0 to 1, 65,535 for none (base64 in
    /// the file). Null if the model gives no probabilities.
    /// </summary>
    public byte[]? Probabilities { get; init; }

    /// <summary>Packs probabilities; null if there are none.</summary>
    internal static byte[]? Pack(IReadOnlyList<double?> probabilities)
    {
        if (probabilities.All(value => value is null))
            return null;
        var packed = new byte[2 * probabilities.Count];
        for (var question = 0; question < probabilities.Count; question++)
            BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(2 * question), probabilities[question] is { } value ? (ushort)Math.Round(value * Scale) : ushort.MaxValue);
        return packed;
    }

    /// <summary>The columns that are known about every question: right or not, and the probability. NaN where they are not known.</summary>
    internal IEnumerable<double[]> Features()
    {
        yield return [.. Right.Select(right => right == None ? double.NaN : right)];
        if (Probabilities is not { } packed)
            yield break;
        yield return
        [
            .. Enumerable.Range(0, Right.Length).Select(question =>
                BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(2 * question)) is var value and not ushort.MaxValue ? (double)value / Scale : double.NaN),
        ];
    }
}
