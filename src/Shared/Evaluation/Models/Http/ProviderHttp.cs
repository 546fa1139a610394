using System.Net;
using System.Net.Sockets;
using MuBench.Endpoints;
using MuBench.Throttling;

namespace MuBench.Models.Http;

/// <summary>Makes the HTTP clients that providers are called with: all of them alike in what they do not do.</summary>
/// <remarks>
/// A redirect is not followed, since it could carry the key to another host. Addresses are checked after the name has been
/// resolved, and the checked address is the one connected to, so that no second resolution can give another.
/// </remarks>
internal static class ProviderHttp
{
    /// <summary>Makes a client without a time limit of its own: the caller sets the deadline.</summary>
    /// <param name="policy">Which addresses may be called.</param>
    /// <param name="throttle">Reads the quota headers of every response.</param>
    /// <param name="limits">How much of an answer is read; null for the defaults.</param>
    /// <param name="resolve">Resolves a host name; null for the system's resolver, and its proxy where it has one.</param>
    public static HttpClient Create(
        EndpointPolicy policy, EndpointThrottle throttle, ResponseLimits? limits = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        Over(new QuotaHandler(throttle, new BoundedResponseHandler(
            limits ?? new ResponseLimits(), CreateHandler(policy, resolve ?? Dns.GetHostAddressesAsync, useProxy: resolve is null))));

    /// <summary>Makes a client over a handler that connects.</summary>
    public static HttpClient Over(HttpMessageHandler handler) =>
        new(new HeaderKeepingHandler(new UsageHandler(handler))) { Timeout = Timeout.InfiniteTimeSpan };

    private static SocketsHttpHandler CreateHandler(EndpointPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool useProxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        MaxConnectionsPerServer = int.MaxValue,
        EnableMultipleHttp2Connections = true,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var host = context.DnsEndPoint;
            var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await resolve(host.Host, cancellationToken).ConfigureAwait(false);
            if (addresses.Length == 0)
                throw new SocketException((int)SocketError.HostNotFound);
            var endpoint = context.InitialRequestMessage.RequestUri!;
            // A proxy of the operator's is connected to as it is set up; it resolves the endpoint itself.
            if (endpoint.IdnHost == host.Host.Trim('[', ']') || endpoint.Host == host.Host)
                addresses = Allowed(policy, endpoint, addresses);
            return await ConnectAsync(addresses, host.Port, cancellationToken).ConfigureAwait(false);
        },
    };

    private static IPAddress[] Allowed(EndpointPolicy policy, Uri endpoint, IPAddress[] addresses)
    {
        string? refused = null;
        var allowed = addresses.Where(address =>
        {
            if (policy.AllowsAddress(endpoint, address, out var reason))
                return true;
            refused ??= reason;
            return false;
        }).ToArray();
        return allowed.Length > 0 ? allowed : throw new RefusedAddressException(refused!);
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
