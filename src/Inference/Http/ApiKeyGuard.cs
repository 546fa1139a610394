using System.Security.Cryptography;
using System.Text;

namespace MuBench.Inference.Http;

/// <summary>Lets requests through that carry the key.</summary>
internal sealed class ApiKeyGuard(string? key)
{
    private const string Scheme = "Bearer ";

    // Hashes have one length, so that the comparison tells nothing of the key's.
    private readonly byte[]? _expected = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Checks a request.</summary>
    /// <exception cref="ApiException">The key is missing or another one.</exception>
    public void Check(HttpRequest request)
    {
        if (_expected is null)
            return;
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()))))
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "invalid_api_key", "The key is missing or not the server's: send it as 'Authorization: Bearer KEY'.");
        }
    }
}
