using Microsoft.AspNetCore.Http;

namespace MuBench.Web;

/// <summary>The headers with which every answer of a site is sent.</summary>
public static class PageHeaders
{
    /// <summary>Sets the headers: other sites can neither frame nor read an answer, and no address leaks to them.</summary>
    public static void Set(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'"; // a page cannot say this itself; it says the rest
    }
}
