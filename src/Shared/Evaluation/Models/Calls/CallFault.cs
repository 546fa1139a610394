namespace MuBench.Models.Calls;

/// <summary>A failed call, as explained by the provider's protocol.</summary>
/// <param name="Kind">The kind of the fault.</param>
/// <param name="Message">What happened and which setting to check, as text for users; never contains a key.</param>
/// <param name="RetryAfter">How long the endpoint asked to wait; null if it did not ask.</param>
internal sealed record CallFault(CallFaultKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The provider's detail about a filtered request: the categories, if it names them.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether the provider may bill the call although it failed, because it was in progress.</summary>
    public bool MayBeBilled { get; init; }

    /// <summary>Whether it is a server error that the question itself may cause: see <see cref="RepeatedFaultDetector"/>.</summary>
    public bool MayBeTheQuestion { get; init; }

    /// <summary>Whether the endpoint was not reached or is out of service: no question can cause this.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>The endpoint that could not be reached, if the kind is <see cref="CallFaultKind.Unreachable"/>; else null.</summary>
    public UnreachableEndpoint? Endpoint { get; init; }

    /// <summary>Whether there was no response before the timeout of the call.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether the endpoint asked to wait for longer than a time.</summary>
    public bool AsksForMoreThan(TimeSpan wait) => Kind is CallFaultKind.RateLimited or CallFaultKind.Transient && RetryAfter > wait;

    /// <summary>This fault; a fault that stops the model if the endpoint asked to wait for longer than the maximum.</summary>
    public CallFault FatalIfRetryAfterExceeds(TimeSpan maxWait) => !AsksForMoreThan(maxWait) ? this : this with
    {
        Kind = CallFaultKind.Fatal,
        Message = $"{Message} It asks for no calls for {UnreachableEndpoint.Words(RetryAfter!.Value)} ('Retry-After'), more than the maximum wait of {UnreachableEndpoint.Words(maxWait)}: run this again then; the responses are kept.",
    };
}
