namespace MuBench.Manifests.Reading;

/// <summary>Reads the address of a model. It is never repeated whole: a query or user info may hold a key.</summary>
internal static class EndpointReader
{
    /// <summary>Reads the address; null where none is given, and where it has a fault.</summary>
    /// <param name="reader">The model.</param>
    /// <param name="policy">Which addresses may be called; null leaves that to a later check.</param>
    /// <param name="needsKey">Whether the provider answers nobody without a key.</param>
    public static Uri? Read(JsonObjectReader reader, EndpointPolicy? policy, out bool needsKey)
    {
        needsKey = !reader.Has(ModelFields.Endpoint);
        if (needsKey)
        {
            if (policy is not null && !policy.Allows(ModelKinds.OpenAIEndpoint, out var reason))
                reader.Fault(ModelFields.Endpoint, $"is absent, so that {ModelKinds.OpenAIEndpoint} would be asked, but {reason}");
            return null;
        }
        if (reader.Text(ModelFields.Endpoint) is not { } text)
            return null;
        var fault = FaultOf(text, policy, out var endpoint);
        if (fault is not null)
            reader.Fault(ModelFields.Endpoint, fault);
        needsKey = fault is null && endpoint!.IdnHost == ModelKinds.OpenAIEndpoint.IdnHost;
        return endpoint;
    }

    private static string? FaultOf(string text, EndpointPolicy? policy, out Uri? endpoint)
    {
        endpoint = null;
        if (text.Any(character => character is '\\' || char.IsWhiteSpace(character) || char.IsControl(character)))
            return "an address has no spaces, control characters and '\\'";
        if (!text.Contains("://", StringComparison.Ordinal))
            return $"expected {ModelFields.Endpoint.Expected}, such as 'https://host/v1'; is 'https://' missing?";
        if (!Uri.TryCreate(text, UriKind.Absolute, out endpoint))
            return $"expected {ModelFields.Endpoint.Expected}, such as 'https://host/v1'";
        if (EndpointPolicy.ShapeFaultOf(endpoint) is { } fault)
            return fault;
        return policy is null || policy.Allows(endpoint, out var reason) ? null : reason;
    }
}
