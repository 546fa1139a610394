namespace MuBench.Tests.Models.Identity;

/// <summary>Redirects calls to a cloud to a loopback server, as the last handler, because TLS and DNS belong to the system. Keeps the addresses.</summary>
internal sealed class Detour(Uri address) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly List<string> _asked = [];

    /// <summary>The addresses that were called.</summary>
    public IReadOnlyList<string> Asked => _asked;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Add(request.RequestUri!.AbsoluteUri);
        request.RequestUri = new Uri(address, request.RequestUri.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
