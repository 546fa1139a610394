using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the address of a model. Messages never repeat it completely, because its query or user info may contain a key.</summary>
internal static class EndpointReader
{
    /// <summary>Reads the address; null if it is absent or has a fault.</summary>
    /// <param name="reader">The model.</param>
    /// <param name="field">The field that contains it.</param>
    /// <param name="own">The default address; null if the field is required.</param>
    /// <param name="policy">The addresses that may be called; null leaves that to a later check.</param>
    /// <param name="needsKey">Whether the provider requires a key.</param>
    public static Uri? Read(JsonObjectReader reader, TextField field, Uri? own, EndpointPolicy? policy, out bool needsKey)
    {
        needsKey = own is not null && !reader.Has(field);
        if (needsKey)
        {
            if (policy is not null && !policy.Allows(own!, out var reason))
                reader.Fault(field, $"is absent, so that {Shown(own!)} would be asked, but {reason}");
            return null;
        }
        if (reader.Text(field) is not { } text)
            return null;
        var fault = FaultOf(text, field, policy, out var endpoint);
        if (fault is not null)
            reader.Fault(field, fault);
        needsKey = fault is null && endpoint!.IdnHost == own?.IdnHost;
        return endpoint;
    }

    /// <summary>A built-in address as a user would write it.</summary>
    public static string Shown(Uri own) => own.AbsoluteUri.TrimEnd('/');

    /// <summary>Whether an address is the provider's own.</summary>
    public static bool IsOwn(Uri? endpoint, Uri own) => endpoint is null || endpoint.IdnHost == own.IdnHost;

    private static string? FaultOf(string text, TextField field, EndpointPolicy? policy, out Uri? endpoint)
    {
        endpoint = null;
        if (text.Any(character => character is '\\' || char.IsWhiteSpace(character) || char.IsControl(character)))
            return "an address has no spaces, control characters and '\\'";
        if (!text.Contains("://", StringComparison.Ordinal))
            return $"expected {field.Expected}, such as 'https://host/v1'; is 'https://' missing?";
        if (!Uri.TryCreate(text, UriKind.Absolute, out endpoint))
            return $"expected {field.Expected}, such as 'https://host/v1'";
        if (EndpointPolicy.FormatFaultOf(endpoint) is { } fault)
            return fault;
        return policy is null || policy.Allows(endpoint, out var reason) ? null : reason;
    }
}
