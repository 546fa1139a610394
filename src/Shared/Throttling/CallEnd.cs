namespace MuBench.Throttling;

/// <summary>How a call ended, as far as the endpoint's capacity goes.</summary>
internal enum CallEnd
{
    /// <summary>With an answer, a filtered one included.</summary>
    Answered,

    /// <summary>It was turned away for its rate.</summary>
    Refused,

    /// <summary>With a server error, a broken connection, a broken answer or the deadline: the endpoint has troubles.</summary>
    Faltered,

    /// <summary>In a way that says nothing: refused for what it asked, or abandoned by this side.</summary>
    Other,
}
