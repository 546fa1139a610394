using System.Net;
using System.Net.Sockets;

namespace MuBench.Endpoints;

/// <summary>Tells public IP addresses from those of networks that a service must not be talked into calling.</summary>
internal static class AddressRanges
{
    /// <summary>Ranges of RFC 6890 and its successors that are not public, in IPv4, and the address by which Azure serves its own machines.</summary>
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

    /// <summary>What is routed publicly in IPv6; documentation and tunnels within it are not.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Documentation6 = IPNetwork.Parse("2001:db8::/32");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>The range of an address; an IPv4 address that is written as IPv6 counts as what it is.</summary>
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

    /// <summary>A range in words.</summary>
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
