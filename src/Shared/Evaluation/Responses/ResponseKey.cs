using System.Security.Cryptography;
using System.Text;

namespace MuBench.Responses;

/// <summary>The key of a response: a hash of image bytes, prompt and repeat.</summary>
internal static class ResponseKey
{
    /// <summary>Hashes what identifies a response of a model; 32 lower-case hex digits.</summary>
    /// <param name="imageSha256">
    /// <see cref="MuBench.Datasets.ImageRecord.ShownSha256"/> of the shown item: SHA-256 of one image's original bytes,
    /// unless it has more than 8 bits; "" if no image is shown.
    /// </param>
    /// <param name="prompt">The exact prompt; for contrastive models the option texts joined by line feeds.</param>
    /// <param name="repeat">Number of the repeat, from 0.</param>
    public static string Of(string imageSha256, string prompt, int repeat = 0)
    {
        var text = $"1\n{imageSha256}\n{repeat}\n{prompt}";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
