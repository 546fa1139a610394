using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary>Health for operators. No key is needed: no response contains anything of a request.</summary>
internal sealed class HealthEndpoints(Readiness readiness)
{
    /// <summary>Reports that the process serves requests.</summary>
    public static Task LiveAsync(HttpContext context) => context.Response.WriteAsync("live\n");

    /// <summary>Reports whether every model has run on the requested device, and the server is not stopping.</summary>
    public Task ReadyAsync(HttpContext context)
    {
        context.Response.StatusCode = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(readiness.Words + "\n");
    }
}
