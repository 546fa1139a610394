namespace MuBench.Models.Servers;

/// <summary>Whether a server answers questions.</summary>
internal enum ServerReadiness
{
    /// <summary>It does.</summary>
    Ready,

    /// <summary>It starts, or is down: waiting may help.</summary>
    NotReady,

    /// <summary>It refuses who asks or what is asked: waiting does not help.</summary>
    Unusable,
}
