namespace MuBench.Models.Servers;

/// <summary>Whether a server can be asked questions.</summary>
internal enum ServerReadiness
{
    /// <summary>The server is ready.</summary>
    Ready,

    /// <summary>The server is starting or down: waiting may help.</summary>
    NotReady,

    /// <summary>The server rejects the credential or the request: waiting does not help.</summary>
    Unusable,
}
