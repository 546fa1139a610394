namespace MuBench.Imaging.Structure;

/// <summary>The position and format of a bitmap's rows.</summary>
/// <param name="Offset">Offset of the rows in bytes.</param>
/// <param name="Header">Length in bytes of the header that follows the 14 bytes of the file header.</param>
/// <param name="Width">Width in pixels; not yet checked.</param>
/// <param name="Height">Height in pixels; not yet checked.</param>
/// <param name="TopDown">Whether the first row is the top one.</param>
/// <param name="Bits">Bits per pixel.</param>
/// <param name="Compression">0 for none, 3 for bit fields.</param>
/// <param name="Stride">Bytes per row, padding included.</param>
internal readonly record struct BmpLayout(
    long Offset, uint Header, long Width, long Height, bool TopDown, int Bits, uint Compression, long Stride);
