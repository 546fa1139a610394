using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using MuBench.Web;

namespace MuBench.Cli.Viewing;

/// <summary>
/// Who may read a viewer: a browser that was opened with the token of its address. A cookie takes the place of the token, so that it does not stay in the address.
/// Requests under another host name are refused, so that no other page can read the viewer. A change must also come from a page of the viewer itself and carry
/// a token that only such a page has.
/// </summary>
/// <param name="secret">The secret of the cookie: a viewer with the same secret, port and store knows the cookies of an earlier one.</param>
/// <param name="store">The store that is shown.</param>
internal sealed class ViewAccess(byte[] secret, string store)
{
    /// <summary>The header of a change with its token.</summary>
    public const string ChangeHeader = "X-MuBench-Token";

    private const string Parameter = "token";

    private readonly byte[] _token = RandomNumberGenerator.GetBytes(24);

    /// <summary>The token of the address, in letters that an address can contain.</summary>
    public string Token => Convert.ToHexStringLower(_token);

    /// <summary>The token that pages send with a change.</summary>
    public string ChangeToken(HttpContext context) => Sign("change", context);

    /// <summary>Lets a request pass, answers it with the cookie, or refuses it.</summary>
    public async Task CheckAsync(HttpContext context, Func<Task> next)
    {
        var (request, response) = (context.Request, context.Response);
        var cookie = $"mubench-view-{context.Connection.LocalPort}";
        PageHeaders.Set(response);
        var isRead = request.Method is "GET" or "HEAD";
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]") || !(isRead || request.Method is "PUT"))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (isRead && SecretText.Is(request.Query[Parameter], Token))
        {
            response.Cookies.Append(cookie, Sign("read", context), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            response.Redirect(request.PathBase + request.Path + QueryString.Create(request.Query.Where(part => part.Key != Parameter)).ToUriComponent());
        }
        else if (!SecretText.Is(request.Cookies[cookie], Sign("read", context)))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("Open the address that 'mubench view' printed: it has the token.").ConfigureAwait(false);
        }
        else if (!isRead && (request.Headers.Origin != $"http://{request.Host}" || !SecretText.Is(request.Headers[ChangeHeader], ChangeToken(context))))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("A change is made by a page of this viewer only.").ConfigureAwait(false);
        }
        else
        {
            await next().ConfigureAwait(false);
        }
    }

    private string Sign(string purpose, HttpContext context) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"mubench view\n{purpose}\n{context.Connection.LocalPort}\n{store}")));
}
