using System.Net;
using MuBench.Endpoints;

namespace MuBench.Tests.Endpoints;

/// <summary>The addresses that a name may resolve to.</summary>
public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("8.8.8.8", AddressRange.Public)]
    [InlineData("172.15.255.255", AddressRange.Public)]
    [InlineData("172.32.0.1", AddressRange.Public)]
    [InlineData("100.63.255.255", AddressRange.Public)]
    [InlineData("2606:4700::1111", AddressRange.Public)]
    [InlineData("::ffff:8.8.8.8", AddressRange.Public)]
    [InlineData("64:ff9b::8.8.8.8", AddressRange.Public)]
    [InlineData("127.255.0.1", AddressRange.Loopback)]
    [InlineData("::1", AddressRange.Loopback)]
    [InlineData("::ffff:127.0.0.1", AddressRange.Loopback)]
    [InlineData("64:ff9b::127.0.0.1", AddressRange.Loopback)]
    [InlineData("169.254.169.254", AddressRange.LinkLocal)]
    [InlineData("::ffff:169.254.169.254", AddressRange.LinkLocal)]
    [InlineData("fe80::1", AddressRange.LinkLocal)]
    [InlineData("0.0.0.0", AddressRange.Private)]
    [InlineData("10.0.0.1", AddressRange.Private)]
    [InlineData("172.16.0.1", AddressRange.Private)]
    [InlineData("172.31.255.255", AddressRange.Private)]
    [InlineData("192.168.0.1", AddressRange.Private)]
    [InlineData("100.64.0.1", AddressRange.Private)]
    [InlineData("168.63.129.16", AddressRange.Private)]
    [InlineData("198.19.0.1", AddressRange.Private)]
    [InlineData("224.0.0.1", AddressRange.Private)]
    [InlineData("255.255.255.255", AddressRange.Private)]
    [InlineData("::", AddressRange.Private)]
    [InlineData("fc00::1", AddressRange.Private)]
    [InlineData("ff02::1", AddressRange.Private)]
    [InlineData("2001:db8::1", AddressRange.Private)]
    [InlineData("2002:7f00:1::", AddressRange.Private)]
    [InlineData("2001:0:1::", AddressRange.Private)]
    internal void Of_EachRange_IsKnown(string address, AddressRange expected) => Assert.Equal(expected, AddressRanges.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData(null, "https://x.openai.azure.com", "20.1.2.3", true)]
    [InlineData(null, "https://x.openai.azure.com", "10.1.2.3", false)]
    [InlineData("https://x.openai.azure.com", "https://x.openai.azure.com", "10.1.2.3", true)]
    [InlineData("https://x.openai.azure.com", "https://y.openai.azure.com", "10.1.2.3", false)]
    [InlineData("https://*", "https://anywhere.example", "192.168.0.1", false)]
    [InlineData("https://qwen.internal:*", "https://qwen.internal:8000", "192.168.0.1", true)]
    [InlineData("https://qwen.internal", "https://qwen.internal", "127.0.0.1", true)]
    [InlineData("https://qwen.internal", "https://qwen.internal", "169.254.169.254", false)]
    [InlineData("https://169.254.10.10", "https://169.254.10.10", "169.254.10.10", true)]
    [InlineData("https://10.0.0.1", "https://10.0.0.1", "10.0.0.1", true)]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:8000", "127.0.0.1", true)]
    public void AllowsAddress_OfAService_IsPublicOrListedItself(string? listed, string endpoint, string address, bool expected) =>
        Assert.Equal(expected, EndpointPolicy.ForService(listed).AllowsAddress(new Uri(endpoint), IPAddress.Parse(address), out var reason) && reason.Length == 0);

    [Theory]
    [InlineData("https://gpu.internal", "10.0.0.1", true)]
    [InlineData("https://gpu.internal", "127.0.0.1", true)]
    [InlineData("http://localhost:11434", "127.0.0.1", true)]
    [InlineData("http://localhost:11434", "::1", true)]
    [InlineData("http://localhost:11434", "10.0.0.1", false)]
    [InlineData("http://x.localhost", "8.8.8.8", false)]
    public void AllowsAddress_OfTheCommandLine_IsAnyButHttpElsewhere(string endpoint, string address, bool expected) =>
        Assert.Equal(expected, EndpointPolicy.ForCli(null).AllowsAddress(new Uri(endpoint), IPAddress.Parse(address), out _));
}
