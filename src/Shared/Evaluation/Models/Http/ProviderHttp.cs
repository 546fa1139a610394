using System.Net;
using System.Net.Sockets;
using MuBench.Endpoints;
using MuBench.Throttling;

namespace MuBench.Models.Http;

/// <summary>Creates the HTTP clients of providers, with the same restrictions for all.</summary>
/// <remarks>
/// Redirects are not followed, because they could carry the key to another host. Addresses are checked after name
/// resolution, and the checked address is the one that is connected to, so that a second resolution cannot give
/// another.
/// </remarks>
internal static class ProviderHttp
{
    /// <summary>Creates a client without its own timeout: the caller sets it.</summary>
    /// <param name="policy">The addresses that may be called.</param>
    /// <param name="throttle">Reads the quota headers of every response.</param>
    /// <param name="limits">The size limits of responses; null for the defaults.</param>
    /// <param name="resolve">Resolves a host name; null for the system's resolver and, if it has one, its proxy.</param>
    /// <param name="additions">What is added to every request; null for nothing.</param>
    /// <param name="over">Puts further handlers over the one that sends, behind the additions; null for none.</param>
    public static HttpClient Create(
        EndpointPolicy policy, EndpointThrottle throttle, ResponseLimits? limits = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        RequestAdditions? additions = null, Func<HttpMessageHandler, HttpMessageHandler>? over = null)
    {
        var sending = new QuotaHandler(throttle, new BoundedResponseHandler(
            limits ?? new ResponseLimits(), CreateHandler(policy, resolve ?? Dns.GetHostAddressesAsync, useProxy: resolve is null)));
        return Over(over is null ? sending : over(sending), additions);
    }

    /// <summary>Creates a sender for clients that limit their responses and write their bodies themselves, which spares the work of an HTTP client and its handlers.</summary>
    /// <param name="policy">The addresses that may be called.</param>
    /// <param name="throttle">Reads the quota headers of every response.</param>
    /// <param name="additions">What is added to every request; null for nothing.</param>
    public static HttpMessageInvoker CreateSender(EndpointPolicy policy, EndpointThrottle throttle, RequestAdditions? additions) =>
        SenderOver(new QuotaHandler(throttle, CreateHandler(policy, Dns.GetHostAddressesAsync, useProxy: true)), additions);

    /// <summary>Creates a sender over a connecting handler.</summary>
    public static HttpMessageInvoker SenderOver(HttpMessageHandler handler, RequestAdditions? additions) =>
        new(additions is null ? handler : new AddingHandler(additions, handler));

    /// <summary>Creates a client over a connecting handler.</summary>
    public static HttpClient Over(HttpMessageHandler handler, RequestAdditions? additions = null)
    {
        // The additions are made while the body is still short.
        HttpMessageHandler placing = new PlacedImageHandler(handler);
        return new(new HeaderKeepingHandler(new ReadableBodyHandler(additions is null ? placing : new AddingHandler(additions, placing)))) { Timeout = Timeout.InfiniteTimeSpan };
    }

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
            // The connection goes to the operator's proxy as configured; the proxy resolves the endpoint itself.
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
