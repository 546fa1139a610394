namespace MuBench.Endpoints;

/// <summary>The kind of network that an IP address belongs to.</summary>
internal enum AddressRange
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>Link-local addresses. Clouds serve a machine's own credentials at one of them.</summary>
    LinkLocal,

    /// <summary>A private or carrier network, or a reserved range without public hosts.</summary>
    Private,
}
