namespace MuBench.Datasets.Import.Tsv;

/// <summary>The images of a row.</summary>
/// <param name="Kind">How the images are given.</param>
/// <param name="Values">The base64 or path of each image; or the index of the row that has them.</param>
internal readonly record struct TsvImage(TsvImageKind Kind, IReadOnlyList<string> Values)
{
    // VLMEvalKit's rule: a cell of at most this length is the index of another row.
    private const int MaxReferenceLength = 64;

    /// <summary>Reads the image cells of a row.</summary>
    /// <exception cref="UserException">A list of images is malformed.</exception>
    public static TsvImage Of(TsvLine line)
    {
        if (line.Cell(TsvColumns.Image) is { } image)
        {
            return image.Length <= MaxReferenceLength
                ? new TsvImage(TsvImageKind.Reference, [image])
                : Of(TsvImageKind.Base64, TsvColumns.Image, image, line);
        }

        return line.Text(TsvColumns.ImagePath) is { } path ? Of(TsvImageKind.Path, TsvColumns.ImagePath, path, line) : new TsvImage(TsvImageKind.None, []);
    }

    /// <summary>Reads the encoded images of a row that has them itself.</summary>
    /// <exception cref="UserException">An image is not valid base64, or its file does not exist.</exception>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(TsvLine line, CancellationToken cancellationToken)
    {
        var images = new List<ReadOnlyMemory<byte>>(Values.Count);
        foreach (var value in Values)
        {
            var bytes = Kind == TsvImageKind.Base64 ? Decode(value, line) : await ReadFileAsync(value, line, cancellationToken).ConfigureAwait(false);
            images.Add(bytes.Length > 0 ? bytes : throw line.Fault(Kind == TsvImageKind.Base64 ? TsvColumns.Image : TsvColumns.ImagePath, "has an empty image"));
        }

        return images;
    }

    /// <summary>Full paths of the images that are files.</summary>
    public IEnumerable<string> Files(TsvLine line) => Kind == TsvImageKind.Path ? Values.Select(value => FilePath(value, line)) : [];

    private static TsvImage Of(TsvImageKind kind, string column, string cell, TsvLine line)
    {
        if (!TextList.IsList(cell))
            return new TsvImage(kind, [cell]);
        var images = TextList.TryParse(cell) ?? throw line.Fault(column, "is a list that cannot be read; expected quoted texts, separated by commas");
        return new TsvImage(images.Count == 0 ? TsvImageKind.None : kind, images);
    }

    private static string FilePath(string value, TsvLine line) => SourcePath.Resolve(line.File.Path, value, fault => line.Fault(TsvColumns.ImagePath, fault));

    private static async Task<byte[]> ReadFileAsync(string value, TsvLine line, CancellationToken cancellationToken)
    {
        var path = FilePath(value, line);
        try
        {
            DatasetIndex.CheckLength(new FileInfo(path).Length, line.Origin);
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw line.Fault(TsvColumns.ImagePath, $"names '{value}', which cannot be read: {fault.Message.TrimEnd('.')}");
        }
    }

    private static byte[] Decode(string value, TsvLine line)
    {
        // Some tables contain data URLs.
        var start = value.StartsWith("data:", StringComparison.Ordinal) ? value.AsSpan(0, Math.Min(value.Length, 128)).IndexOf(',') + 1 : 0;
        var base64 = value.AsSpan(start);
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(base64, bytes, out var written)
            ? bytes[..written]
            : throw line.Fault(TsvColumns.Image, $"is neither base64 nor, with {value.Length:N0} characters, the index of another row");
    }
}
