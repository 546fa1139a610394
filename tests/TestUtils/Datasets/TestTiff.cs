using System.Buffers.Binary;

namespace MuBench.TestUtils.Datasets;

/// <summary>Writes small uncompressed little-endian TIFFs with any sample format, so that tests need no image files.</summary>
public sealed record TestTiff
{
    private const ushort Short = 3, Long = 4;

    /// <summary>Width of <see cref="Pattern"/>.</summary>
    public const int PatternWidth = 32;

    /// <summary>Height of <see cref="Pattern"/>.</summary>
    public const int PatternHeight = 24;

    /// <summary>A grey picture like those of a 12-bit camera: samples 544 to 3910.</summary>
    public static ushort[] Pattern { get; } =
        [.. Enumerable.Range(0, PatternWidth * PatternHeight).Select(i => (ushort)(544 + (i % PatternWidth * 7 + i / PatternWidth * 11) % 100 * 34))];

    /// <summary>Bits per sample.</summary>
    public int Bits { get; init; } = 16;

    /// <summary>Samples per pixel.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>The photometric interpretation: 1 grey, 2 RGB, 5 inks.</summary>
    public ushort Photometric { get; init; } = 1;

    /// <summary>The sample format: 1 unsigned, 2 signed, 3 floating point. 1 is not written to the file.</summary>
    public ushort Format { get; init; } = 1;

    /// <summary>The meanings of the channels beyond the colours; null to omit the tag.</summary>
    public IReadOnlyList<ushort>? Extra { get; init; }

    /// <summary>Number of pages, all equal.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>The pattern as a 16-bit grey image.</summary>
    public static byte[] Grey16() => new TestTiff().Encode(PatternWidth, PatternHeight, BytesOf(Pattern));

    /// <summary>The bytes of 16-bit samples in the file.</summary>
    public static byte[] BytesOf(ReadOnlySpan<ushort> samples)
    {
        var bytes = new byte[2 * samples.Length];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), samples[i]);
        return bytes;
    }

    /// <summary>Writes a file with these samples; null for zeros.</summary>
    public byte[] Encode(int width, int height, byte[]? samples = null)
    {
        samples ??= new byte[(width * height * Channels * Bits + 7) / 8];
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("II*\0"u8);
        writer.Write(8 + samples.Length);
        writer.Write(samples);
        for (var page = 0; page < Pages; page++)
            WriteDirectory(writer, width, height, samples.Length, isLast: page == Pages - 1);
        return file.ToArray();
    }

    private void WriteDirectory(BinaryWriter writer, int width, int height, int length, bool isLast)
    {
        List<(ushort Tag, ushort Type, uint[] Values)> entries =
        [
            (256, Long, [(uint)width]), (257, Long, [(uint)height]), (258, Short, [.. Enumerable.Repeat((uint)Bits, Channels)]), (259, Short, [1]),
            (262, Short, [Photometric]), (273, Long, [8]), (277, Short, [(uint)Channels]), (278, Long, [(uint)height]), (279, Long, [(uint)length]),
        ];
        if (Extra is not null)
            entries.Add((338, Short, [.. Extra.Select(extra => (uint)extra)]));
        if (Format != 1)
            entries.Add((339, Short, [.. Enumerable.Repeat((uint)Format, Channels)]));
        var end = (uint)(writer.BaseStream.Position + 2 + 12 * entries.Count + 4);
        using var tables = new MemoryStream();
        writer.Write((ushort)entries.Count);
        foreach (var (tag, type, values) in entries)
        {
            var bytes = values.SelectMany(value => type == Short ? BitConverter.GetBytes((ushort)value) : BitConverter.GetBytes(value)).ToArray();
            writer.Write(tag);
            writer.Write(type);
            writer.Write(values.Length);
            if (bytes.Length > 4)
            {
                writer.Write(end + (uint)tables.Length);
                tables.Write(bytes);
            }
            else
            {
                writer.Write([.. bytes, .. new byte[4 - bytes.Length]]);
            }
        }

        writer.Write(isLast ? 0 : end + (uint)tables.Length);
        writer.Write(tables.ToArray());
    }
}
