using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace MuBench.Functions.Http;

/// <summary>The addresses of the HTTP API and their methods, as the functions declare them.</summary>
internal static class ApiRoutes
{
    private static readonly IReadOnlyList<(TemplateMatcher Matcher, string[] Methods)> Routes =
    [
        .. typeof(ApiRoutes).Assembly.GetTypes()
            .Where(type => type != typeof(UnknownRequest))
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Select(trigger => (new TemplateMatcher(TemplateParser.Parse(trigger.Route!), []), trigger.Methods!)),
    ];

    /// <summary>The methods of an address, in alphabetical order; empty if there is no such address.</summary>
    /// <param name="path">The address below <c>/api/</c>.</param>
    public static IReadOnlyList<string> MethodsOf(string path) =>
    [
        .. Routes.Where(route => route.Matcher.TryMatch("/" + path, new RouteValueDictionary()))
            .SelectMany(route => route.Methods)
            .Select(method => method.ToUpperInvariant())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
