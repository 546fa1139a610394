using System.Security.Cryptography;
using System.Text;

namespace MuBench.Inference.Http;

/// <summary>Rejects requests without the API key.</summary>
internal sealed class ApiKeyGuard(string? key)
{
    private const string Scheme = "Bearer ";

    // Hashes are compared, because they have equal lengths: the duration of the comparison then reveals nothing about the key.
    private readonly byte[]? _expected = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Checks a request.</summary>
    /// <exception cref="ApiException">The key is missing or wrong.</exception>
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
