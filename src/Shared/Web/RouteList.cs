using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace MuBench.Web;

/// <summary>Handlers by method and path. A handler finds the parts of the path that its template names in the request's route values.</summary>
internal sealed class RouteList
{
    private readonly List<(string Method, TemplateMatcher Path, Func<HttpContext, Task> Handler)> _routes = [];

    /// <summary>Adds a handler of <c>GET</c>, which answers <c>HEAD</c> too.</summary>
    public void Get(string template, Func<HttpContext, Task> handler) => Add(HttpMethods.Get, template, handler);

    /// <summary>Adds a handler of <c>PUT</c>.</summary>
    public void Put(string template, Func<HttpContext, Task> handler) => Add(HttpMethods.Put, template, handler);

    /// <summary>Finds the handler of a request and sets its route values; null if there is none.</summary>
    public Func<HttpContext, Task>? Find(HttpRequest request, string path)
    {
        var method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        foreach (var route in _routes)
        {
            var values = new RouteValueDictionary();
            if (!HttpMethods.Equals(route.Method, method) || !route.Path.TryMatch(path, values)) continue;
            request.RouteValues = values;
            return route.Handler;
        }

        return null;
    }

    private void Add(string method, string template, Func<HttpContext, Task> handler) =>
        _routes.Add((method, new TemplateMatcher(TemplateParser.Parse(template), []), handler));
}
