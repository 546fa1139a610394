namespace MuBench.Throttling;

/// <summary>The outcome of a call with respect to the endpoint's capacity.</summary>
internal enum CallOutcome
{
    /// <summary>There is a response, or the content filter refused the request.</summary>
    Answered,

    /// <summary>The endpoint refused the call because of its rate limit.</summary>
    RateLimited,

    /// <summary>A server error, a broken connection, an unreadable response or a timeout: the endpoint has faults.</summary>
    Failed,

    /// <summary>The outcome says nothing about capacity: the request was invalid, or this side cancelled it.</summary>
    Other,
}
