namespace MuBench.Web;

/// <summary>Compresses a page part by part, so that each part can be sent before the next is made.</summary>
/// <param name="coding">The compression of the whole page; null for none.</param>
internal sealed class PageParts(string? coding) : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private Stream? _compressor;

    /// <summary>Compresses a part that others follow. Together with the parts before it a reader can decompress all of it.</summary>
    public byte[] Next(byte[] part) => Add(part, isLast: false);

    /// <summary>Compresses the last part.</summary>
    public byte[] Last(byte[] part) => Add(part, isLast: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _compressor?.Dispose();
        _compressed.Dispose();
    }

    private byte[] Add(byte[] part, bool isLast)
    {
        if (coding is null) return part;
        _compressor ??= ContentCoding.Open(_compressed, coding);
        _compressor.Write(part);
        if (isLast) _compressor.Dispose();
        else _compressor.Flush();
        var added = _compressed.ToArray();
        _compressed.SetLength(0);
        return added;
    }
}
