using MuBench.Inference.Metrics;
using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary>What whoever runs the server asks it. No key is needed: no answer tells of a request.</summary>
internal sealed class HealthEndpoints(Readiness readiness, PrometheusPage page)
{
    /// <summary>The process serves requests.</summary>
    public static Task LiveAsync(HttpContext context) => context.Response.WriteAsync("live\n");

    /// <summary>Every model has run on the device asked for, and the server has not been told to stop.</summary>
    public Task ReadyAsync(HttpContext context)
    {
        context.Response.StatusCode = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(readiness.Words + "\n");
    }

    /// <summary>The metrics in Prometheus's text format.</summary>
    public Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusPage.ContentType;
        return context.Response.WriteAsync(page.Write());
    }
}
