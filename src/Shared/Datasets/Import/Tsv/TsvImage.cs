namespace MuBench.Datasets.Import.Tsv;

/// <summary>What a row says of its image.</summary>
/// <param name="Kind">How it is given.</param>
/// <param name="Value">The base64, the path, or the index of the row that has it.</param>
internal readonly record struct TsvImage(TsvImageKind Kind, string Value = "")
{
    // VLMEvalKit's rule: what is this short is the index of another row.
    private const int LongestReference = 64;

    /// <summary>Reads the cells of a row.</summary>
    /// <exception cref="UserException">A list of images is malformed.</exception>
    public static TsvImage Of(TsvLine line)
    {
        var (column, cell) = line.Cell(TsvColumns.Image) is { } image ? (TsvColumns.Image, image) : (TsvColumns.ImagePath, line.Text(TsvColumns.ImagePath));
        if (cell is null)
            return new TsvImage(TsvImageKind.None);
        var isShort = column == TsvColumns.Image && cell.Length <= LongestReference;
        if (!isShort && TextList.IsList(cell))
        {
            var several = TextList.TryParse(cell) ?? throw line.Fault(column, "is a list that cannot be read; expected quoted texts, separated by commas");
            if (several.Count != 1)
                return new TsvImage(several.Count == 0 ? TsvImageKind.None : TsvImageKind.Several);
            cell = several[0];
        }

        return new TsvImage(column == TsvColumns.ImagePath ? TsvImageKind.Path : isShort ? TsvImageKind.Reference : TsvImageKind.Base64, cell);
    }

    /// <summary>Reads the encoded image, of a row that has it itself.</summary>
    /// <exception cref="UserException">It is not base64, or there is no such file.</exception>
    public async ValueTask<byte[]> ReadAsync(TsvLine line, CancellationToken cancellationToken)
    {
        var bytes = Kind == TsvImageKind.Base64 ? Decode(line) : await ReadFileAsync(line, cancellationToken);
        return bytes.Length > 0 ? bytes : throw line.Fault(Kind == TsvImageKind.Base64 ? TsvColumns.Image : TsvColumns.ImagePath, "has an empty image");
    }

    /// <summary>The full path of an image that is a file.</summary>
    public string FilePath(TsvLine line) => SourcePath.Resolve(line.File.Path, Value, fault => line.Fault(TsvColumns.ImagePath, fault));

    private async Task<byte[]> ReadFileAsync(TsvLine line, CancellationToken cancellationToken)
    {
        var path = FilePath(line);
        try
        {
            DatasetIndex.CheckLength(new FileInfo(path).Length, line.Origin);
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw line.Fault(TsvColumns.ImagePath, $"names '{path}', which cannot be read: {fault.Message}");
        }
    }

    private byte[] Decode(TsvLine line)
    {
        // Some tables have data URLs.
        var start = Value.StartsWith("data:", StringComparison.Ordinal) ? Value.AsSpan(0, Math.Min(Value.Length, 128)).IndexOf(',') + 1 : 0;
        var base64 = Value.AsSpan(start);
        var bytes = new byte[base64.Length / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(base64, bytes, out var written)
            ? bytes.AsSpan(0, written).ToArray()
            : throw line.Fault(TsvColumns.Image, $"is neither base64 nor, with {Value.Length:N0} characters, the index of another row");
    }
}
