namespace MuBench.Models;

/// <summary>An endpoint cannot be reached, and this process leaves the wait for it to the conductor.</summary>
internal sealed class EndpointUnreachableException(UnreachableEndpoint endpoint) : UserException(endpoint.Reason)
{
    /// <summary>The endpoint.</summary>
    public UnreachableEndpoint Endpoint { get; } = endpoint;
}
