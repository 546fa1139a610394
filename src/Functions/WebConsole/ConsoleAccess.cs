using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MuBench.Functions.Http;
using MuBench.Reports.Html.Viewing;
using MuBench.Web;

namespace MuBench.Functions.WebConsole;

/// <summary>
/// Who may use the console. Its functions take requests without a function key, so nothing is answered before this has let the request pass.
/// </summary>
/// <remarks>
/// With Entra, the header of the signed-in person counts only where the platform says that its authentication is on: the platform then removes the header from every
/// request that comes from outside and sets its own. Without that, anybody could write it, and the console stays closed. With a key, the address has the key once, and
/// a cookie that no script and no other site can use takes its place. A change must come from a page of the console itself: browsers say so in
/// <c>Sec-Fetch-Site</c>, which no page can set, and a page of another site cannot send the header of changes without being allowed to.
/// </remarks>
public sealed class ConsoleAccess(ConsoleSettings settings)
{
    /// <summary>The header of a change.</summary>
    public const string ChangeHeader = "X-MuBench-Token";

    /// <summary>The value of that header.</summary>
    public const string ChangeToken = "console";

    /// <summary>The address of the console.</summary>
    public const string Root = "/api/console";

    private const string Cookie = "mubench-console";
    private const string Parameter = "key";

    /// <summary>The console as a person who may only read sees it.</summary>
    public static ViewSite Site { get; } = new() { Name = "MuBench console", Root = Root, IsConsole = true };

    /// <summary>The console as a person sees it.</summary>
    public static ViewSite SiteOf(ConsoleReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Site with { ChangeToken = reader.MayRun ? ChangeToken : null };
    }

    /// <summary>Lets a request pass, or answers it.</summary>
    /// <returns>The person; or the answer: a way to sign in, or a refusal.</returns>
    public (ConsoleReader? Reader, IActionResult? Refusal) Check(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        PageHeaders.Set(request.HttpContext.Response);
        request.HttpContext.Response.Headers.CacheControl = "no-store"; // who signs out, and who loses a role, must not see what a browser has kept
        var (reader, refusal) = settings.SignIn switch
        {
            ConsoleSignIn.Entra => CheckEntra(request),
            ConsoleSignIn.Key => CheckKey(request, settings.Key!),
            _ => (null, Refuse(request, StatusCodes.Status403Forbidden, "The console is closed.", $"Set {Hosting.Settings.Console} to 'entra', or {Hosting.Settings.ConsoleKey}: docs/local.md, docs/deploy.md.")),
        };
        if (reader is null || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return (reader, refusal);
        if (request.Headers["Sec-Fetch-Site"] != "same-origin" || request.Headers[ChangeHeader] != ChangeToken)
            return (null, ApiResults.Problem(StatusCodes.Status403Forbidden, "A change is made by a page of the console only.", "Programs use the HTTP API with a function key: docs/local.md."));
        return reader.MayRun ? (reader, null) : (null, ApiResults.Problem(StatusCodes.Status403Forbidden, "You may read and not run.", $"An administrator can give you the role {ClientPrincipal.RunRole}."));
    }

    private (ConsoleReader? Reader, IActionResult? Refusal) CheckEntra(HttpRequest request)
    {
        if (!settings.IsAuthenticated)
            return (null, Refuse(request, StatusCodes.Status403Forbidden, "The console is closed.", "App Service authentication is off for this app, so nobody can sign in: docs/deploy.md."));
        if (ClientPrincipal.RolesOf(request.Headers[ClientPrincipal.Header]) is not { } roles)
            return (null, SignIn(request));
        if (roles.Contains(ClientPrincipal.RunRole) || roles.Contains(ClientPrincipal.ReadRole))
            return (new ConsoleReader(roles.Contains(ClientPrincipal.RunRole)), null);
        return (null, Refuse(request, StatusCodes.Status403Forbidden, "You may not use the console.", $"An administrator can give you the role {ClientPrincipal.ReadRole} or {ClientPrincipal.RunRole}."));
    }

    private static IActionResult SignIn(HttpRequest request) => IsNavigation(request)
        ? new RedirectResult($"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(request.Path.Value + request.QueryString)}")
        : ApiResults.Problem(StatusCodes.Status401Unauthorized, "You are not signed in.", $"Open {Root} in a browser.");

    private static (ConsoleReader? Reader, IActionResult? Refusal) CheckKey(HttpRequest request, string key)
    {
        var secret = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "mubench console"u8));
        if (HttpMethods.IsGet(request.Method) && SecretText.Is(request.Query[Parameter], key))
        {
            var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.IsHttps, Path = Root };
            request.HttpContext.Response.Cookies.Append(Cookie, secret, options);
            return (null, new RedirectResult(request.Path + QueryString.Create(request.Query.Where(part => part.Key != Parameter)).ToUriComponent()));
        }

        return SecretText.Is(request.Cookies[Cookie], secret)
            ? (new ConsoleReader(MayRun: true), null)
            : (null, Refuse(request, StatusCodes.Status401Unauthorized, "The console needs its key.", $"Open {Root}?{Parameter}=KEY once, with the value of the setting {Hosting.Settings.ConsoleKey}."));
    }

    private static ContentResult Refuse(HttpRequest request, int status, string title, string detail) => IsNavigation(request)
        ? ApiResults.Content(ViewPages.Refusal(Site, title, detail), "text/html", status)
        : ApiResults.Problem(status, title, detail);

    private static bool IsNavigation(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(request.Method);
}
