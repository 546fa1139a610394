using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MuBench.Cli.Viewing;

/// <summary>
/// Who may read a viewer: a browser that was opened with the token of its address. The token moves into a cookie, so that it does
/// not stay in the address. Requests under another host name are refused, so that no other page can read the viewer.
/// </summary>
internal sealed class ViewAccess
{
    private const string Parameter = "token";

    private readonly byte[] _token = RandomNumberGenerator.GetBytes(24);

    /// <summary>The token, in letters that an address can contain.</summary>
    public string Token => Convert.ToHexStringLower(_token);

    /// <summary>Lets a request pass, answers it with the cookie, or refuses it.</summary>
    public async Task CheckAsync(HttpContext context, Func<Task> next)
    {
        var (request, response) = (context.Request, context.Response);
        var cookie = $"mubench-view-{context.Connection.LocalPort}";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]") || request.Method is not ("GET" or "HEAD"))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (Is(request.Query[Parameter]))
        {
            response.Cookies.Append(cookie, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            response.Redirect(request.PathBase + request.Path + QueryString.Create(request.Query.Where(part => part.Key != Parameter)).ToUriComponent());
        }
        else if (Is(request.Cookies[cookie]))
        {
            await next().ConfigureAwait(false);
        }
        else
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("Open the address that 'mubench view' printed: it has the token.").ConfigureAwait(false);
        }
    }

    private bool Is(string? token) => token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));
}
