namespace MuBench.Models.Calls;

/// <summary>What a failed call means for the question and the model.</summary>
internal enum CallFaultKind
{
    /// <summary>The endpoint turned the call away for its rate (429): wait and ask again.</summary>
    RateLimited,

    /// <summary>A fault that may pass (5xx, connection, deadline): ask again a few times.</summary>
    Transient,

    /// <summary>The answer arrived and cannot be read: ask again a few times.</summary>
    BrokenResponse,

    /// <summary>The endpoint refused this request and will refuse it again (400, 413, 422): the question fails.</summary>
    Rejected,

    /// <summary>The provider's content filter refused the request: that is an answer, and it is kept.</summary>
    Filtered,

    /// <summary>The endpoint does not take the key (401, 403): asked again in case it passes; the third in a row stops the model.</summary>
    Unauthorized,

    /// <summary>Every further call would fail alike (404, no money left): the model stops.</summary>
    Fatal,
}
