namespace MuBench.Endpoints;

/// <summary>What kind of network an IP address belongs to.</summary>
internal enum AddressRange
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>The link: also where clouds serve the machine's own identity.</summary>
    LinkLocal,

    /// <summary>A private network, a carrier's, or a range that nothing public is in.</summary>
    Private,
}
