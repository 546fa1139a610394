using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MuBench.Endpoints;

namespace MuBench.Models.Identity;

/// <summary>
/// Signs requests to Amazon Bedrock by AWS Signature Version 4. Source of the rules: "Create a signed AWS API request" in the AWS reference. It stands
/// behind everything that changes a request, because the signature covers the body.
/// </summary>
/// <param name="keys">Gives the keys of an identity.</param>
/// <param name="time">The clock: a signature holds for minutes.</param>
/// <param name="inner">The inner handler.</param>
internal sealed class AwsSigningHandler(Func<CancellationToken, Task<AwsKeys>> keys, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Service = "bedrock";
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The address is checked again here: no other host may receive a signed request.
        if (request.RequestUri is not { } uri || BedrockHosts.RegionOf(uri) is not { } region)
            throw new UserException($"A request signed by an AWS identity goes only to Amazon Bedrock over https ({BedrockHosts.Description}).");
        var identity = await keys(cancellationToken).ConfigureAwait(false);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var at = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Remove("Authorization");
        Set(request, "x-amz-date", at);
        Set(request, "x-amz-security-token", identity.SessionToken);
        request.Headers.TryAddWithoutValidation("Authorization", SignatureOf(request, uri, region, identity, at, body));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static string SignatureOf(HttpRequestMessage request, Uri uri, string region, AwsKeys identity, string at, byte[] body)
    {
        List<(string Name, string Value)> signed =
            [("content-type", request.Content!.Headers.ContentType!.ToString()), ("host", uri.IdnHost), ("x-amz-date", at)];
        if (identity.SessionToken is { } token)
            signed.Add(("x-amz-security-token", token));
        var names = string.Join(';', signed.Select(header => header.Name));
        // Every segment of the path is encoded once more than it is sent.
        var path = string.Join('/', uri.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{request.Method.Method}\n{path}\n\n{string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{HashOf(body)}";
        var scope = $"{at[..8]}/{region}/{Service}/aws4_request";
        var text = $"{Algorithm}\n{at}\n{scope}\n{HashOf(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + identity.SecretKey);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return $"{Algorithm} Credential={identity.AccessKey}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
            request.Headers.TryAddWithoutValidation(name, value);
    }
}
