namespace MuBench.Throttling;

/// <summary>How a call ended, as far as the endpoint's capacity goes.</summary>
internal enum CallOutcome
{
    /// <summary>With an answer, a filtered one included.</summary>
    Answered,

    /// <summary>It was turned away for its rate.</summary>
    RateLimited,

    /// <summary>With a server error, a broken connection, a broken answer or the deadline: the endpoint has troubles.</summary>
    Failed,

    /// <summary>In a way that says nothing: refused for what it asked, or abandoned by this side.</summary>
    Other,
}
