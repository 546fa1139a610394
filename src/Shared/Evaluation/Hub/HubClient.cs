using System.Net;
using System.Net.Http.Headers;

namespace MuBench.Hub;

/// <summary>Requests files of the Hub, which redirects to other hosts.</summary>
/// <remarks>
/// Redirects are followed here and not by the HTTP client. The token goes only to the endpoint's own host; the
/// addresses of other hosts are signed and need none. Each request starts at the endpoint, so that an expired signature
/// is renewed.
/// </remarks>
internal sealed class HubClient : IDisposable
{
    private const int MaxRedirects = 10;

    private readonly HubAccess _access;
    private readonly DownloadOptions _options;
    private readonly HttpClient _http;
    private readonly string _byHand;

    /// <param name="access">The endpoint and the token.</param>
    /// <param name="options">The options.</param>
    /// <param name="byHand">What messages advise instead of the download, as a sentence.</param>
    public HubClient(HubAccess access, DownloadOptions options, string byHand)
    {
        _access = access;
        _byHand = byHand;
        _options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("mubench", null));
        // A range of a compressed form would contain other bytes.
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>Requests a file, or a range of it. Dispose the response.</summary>
    /// <param name="address">The file's address at the endpoint.</param>
    /// <param name="range">The range; null for the whole file.</param>
    /// <param name="ifRange">The expected entity tag; a server whose file has another sends all of it. Null for no condition.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="TransferException">The request failed, and a retry may succeed.</exception>
    /// <exception cref="UserException">The request failed permanently; the message says what to do.</exception>
    /// <exception cref="RemoteChangedException">The file has no such range.</exception>
    public async Task<HubResponse> GetAsync(Uri address, ByteRange? range, string? ifRange, CancellationToken cancellationToken)
    {
        var (target, linkedTag, linkedLength) = (address, (string?)null, (long?)null);
        for (var redirects = 0; ; redirects++)
        {
            var message = await SendAsync(target, range, ifRange, cancellationToken).ConfigureAwait(false);
            if (message.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
                return new HubResponse(message, linkedTag ?? HubResponse.LinkedTagOf(message), linkedLength ?? HubResponse.LinkedLengthOf(message));
            using (message)
            {
                if (NextOf(message, target) is not { } next)
                    throw HubFaults.Explain(message, address, isOwn: IsOwn(target), _access, _byHand);
                if (redirects == MaxRedirects)
                    throw new UserException($"{address} redirects more than {MaxRedirects} times. Name another mirror with --mirror.");
                if (IsOwn(target))
                    (linkedTag, linkedLength) = (HubResponse.LinkedTagOf(message) ?? linkedTag, HubResponse.LinkedLengthOf(message) ?? linkedLength);
                target = next;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Runs a part of a transfer with the stall timeout. A timeout counts as a fault that may be retried.</summary>
    /// <exception cref="TransferException">The timeout expired, or the connection broke.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken)
    {
        using var stalled = new CancellationTokenSource(_options.StallTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stalled.Token);
        try
        {
            return await part(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferException($"no data for {_options.StallTimeout.TotalSeconds:0.#} s", cause: fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new TransferException(Reason(fault), cause: fault);
        }
    }

    private Task<HttpResponseMessage> SendAsync(Uri target, ByteRange? range, string? ifRange, CancellationToken cancellationToken) => GuardAsync(
        async token =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            if (range is { } wanted)
                request.Headers.Range = new RangeHeaderValue(wanted.Start, wanted.End - 1);
            if (range is not null && ifRange is not null)
                request.Headers.TryAddWithoutValidation("If-Range", ifRange);
            if (_access.Token is { } secret && IsOwn(target))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Value);
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        },
        cancellationToken);

    private bool IsOwn(Uri target) =>
        Uri.Compare(target, _access.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Uri? NextOf(HttpResponseMessage message, Uri target)
    {
        if ((int)message.StatusCode is not (301 or 302 or 303 or 307 or 308) || message.Headers.Location is not { } location)
            return null;
        var next = new Uri(target, location);
        return next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && target.Scheme == Uri.UriSchemeHttp)
            ? next
            : throw new UserException($"{target.GetLeftPart(UriPartial.Authority)} redirects to '{next.GetLeftPart(UriPartial.Authority)}', which is not https. Name another mirror with --mirror.");
    }

    private static string Reason(Exception fault) => (fault.InnerException ?? fault).Message.TrimEnd('.');
}
