namespace MuBench.Models.Calls;

/// <summary>The consequence of a failed call for the question and the model.</summary>
internal enum CallFaultKind
{
    /// <summary>The endpoint refused the call because of its rate limit (429): wait and ask again.</summary>
    RateLimited,

    /// <summary>A transient fault (5xx, connection, timeout): ask again a few times.</summary>
    Transient,

    /// <summary>The response arrived but cannot be read: ask again a few times.</summary>
    BrokenResponse,

    /// <summary>The endpoint rejected this request and would reject it again (400, 413, 422): the question fails.</summary>
    Rejected,

    /// <summary>The provider's content filter refused the request: this counts as a response and is stored.</summary>
    Filtered,

    /// <summary>The endpoint rejects the key (401, 403). The call is repeated; the third rejection in a row stops the model.</summary>
    Unauthorized,

    /// <summary>Every further call would fail in the same way (404, no money left): the model stops.</summary>
    Fatal,

    /// <summary>
    /// The endpoint cannot be reached, and the wait for it is over in this process: the question was not asked. Either the model is stopped, or
    /// its conductor waits on.
    /// </summary>
    Unreachable,
}
