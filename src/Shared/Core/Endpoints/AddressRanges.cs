using System.Net;
using System.Net.Sockets;

namespace MuBench.Endpoints;

/// <summary>
/// Distinguishes public IP addresses from private ones, which a service must not be made to call (server-side request forgery).
/// </summary>
internal static class AddressRanges
{
    /// <summary>
    /// The IPv4 ranges of RFC 6890 and its successors that are not public, and the address at which Azure serves its own
    /// machines.
    /// </summary>
    private static readonly IPNetwork[] Reserved4 =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",
        ]).Select(range => IPNetwork.Parse(range)),
    ];

    private static readonly IPNetwork LinkLocal4 = IPNetwork.Parse("169.254.0.0/16");
    private static readonly IPNetwork Loopback4 = IPNetwork.Parse("127.0.0.0/8");

    /// <summary>
    /// The IPv6 range that is routed publicly. It includes documentation and tunnel ranges, which are excluded separately.
    /// </summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Documentation6 = IPNetwork.Parse("2001:db8::/32");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Returns the range of an address. An IPv4 address in IPv6 notation is treated as IPv4.</summary>
    public static AddressRange Of(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Of4(address);
        if (address.IsIPv4MappedToIPv6)
            return Of4(address.MapToIPv4());
        if (Nat64.Contains(address))
            return Of4(new IPAddress(address.GetAddressBytes()[12..]));
        if (IPAddress.IsLoopback(address))
            return AddressRange.Loopback;
        if (address.IsIPv6LinkLocal)
            return AddressRange.LinkLocal;
        return Global6.Contains(address) && !Documentation6.Contains(address) && !SixToFour.Contains(address) && !Teredo.Contains(address)
            ? AddressRange.Public
            : AddressRange.Private;
    }

    /// <summary>Describes a range in words.</summary>
    public static string Describe(AddressRange range) => range switch
    {
        AddressRange.Loopback => "it is this machine",
        AddressRange.LinkLocal => "it is link-local",
        AddressRange.Private => "it is private or reserved",
        _ => "it is public",
    };

    private static AddressRange Of4(IPAddress address) =>
        Loopback4.Contains(address) ? AddressRange.Loopback
        : LinkLocal4.Contains(address) ? AddressRange.LinkLocal
        : Reserved4.Any(range => range.Contains(address)) ? AddressRange.Private
        : AddressRange.Public;
}
