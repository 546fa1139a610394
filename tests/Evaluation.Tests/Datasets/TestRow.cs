namespace MuBench.Tests.Datasets;

/// <summary>A row that tests write in the release's columns.</summary>
internal sealed record TestRow
{
    public static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public byte[]? Image { get; init; }

    public string? ImageId { get; init; }

    public string? Dataset { get; init; }

    public string? Stain { get; init; }

    public bool? Synthetic { get; init; }

    /// <summary>Questions by key; a null question is a null cell.</summary>
    public Dictionary<string, TestChoice?> Questions { get; init; } = [];

    public Dictionary<string, TestChoice?> Captions { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<double>>? Polygons { get; init; }

    /// <summary>Rows with an image, an id and a modality question each.</summary>
    public static List<TestRow> Many(int count, Func<int, int> size)
    {
        var rows = new List<TestRow>();
        for (var i = 0; i < count; i++)
        {
            var answer = i % 4;
            string[] options = ["light microscopy", "fluorescence microscopy", "electron microscopy", "none of the above"];
            rows.Add(new TestRow
            {
                Image = Picture(i, size(i)),
                ImageId = $"id-{i}",
                Dataset = "source_a",
                Stain = "H&E",
                Questions = { ["modality"] = new TestChoice($"Which modality ({i})?", options, options[answer], answer) },
            });
        }

        return rows;
    }

    /// <summary>Bytes that differ by row, after a PNG signature.</summary>
    public static byte[] Picture(int seed, int size)
    {
        var bytes = new byte[Math.Max(size, 8)];
        new Random(seed).NextBytes(bytes);
        PngSignature.CopyTo(bytes);
        return bytes;
    }
}
