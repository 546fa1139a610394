namespace MuBench.Models.Generative;

/// <summary>Replaces parts of a response's body.</summary>
internal static class BodyParts
{
    /// <summary>The body with other bytes in the place of parts, which are in ascending order.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> body, IReadOnlyList<(Range Place, byte[] By)> parts)
    {
        var mended = new MemoryStream(body.Length);
        var end = 0;
        foreach (var (place, by) in parts)
        {
            mended.Write(body[end..place.Start.Value]);
            mended.Write(by);
            end = place.End.Value;
        }

        mended.Write(body[end..]);
        return mended.ToArray();
    }
}
