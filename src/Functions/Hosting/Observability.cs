using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MuBench.Telemetry;
using OpenTelemetry;

namespace MuBench.Functions.Hosting;

/// <summary>
/// Sends traces, metrics and logs of the worker to Application Insights, to an OTLP endpoint, to both or to neither, by the
/// settings.
/// </summary>
/// <remarks>
/// This covers the worker only. The host sends its own telemetry, including the Durable extension's, by <c>telemetryMode</c> of
/// <c>host.json</c>. HTTP and the Azure clients are not traced, because their addresses may contain a signature.
/// </remarks>
internal static class Observability
{
    /// <summary>The setting with the connection string of Application Insights.</summary>
    public const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// The setting with the sign-in for it, such as <c>ClientId=ID;Authorization=AAD</c>. Without it, the key in the connection
    /// string is used.
    /// </summary>
    public const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The setting with the OTLP endpoint.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string DurableSource = "Microsoft.DurableTask";

    /// <summary>Adds OpenTelemetry, if a setting names a target.</summary>
    public static void AddObservability(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.Text(ConnectionString);
        var otlp = configuration.Text(OtlpEndpoint) is not null;
        if (connection is null && !otlp)
            return;
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource(TelemetryNames.Source, DurableSource))
            .WithMetrics(metrics => metrics.AddMeter(TelemetryNames.Meter));
        if (connection is not null)
        {
            var credential = CredentialOf(configuration.Text(Authentication));
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                options.Credential = credential;
            });
        }

        if (otlp)
            telemetry.UseOtlpExporter();
    }

    /// <summary>The identity that an authentication string names; null if it names none.</summary>
    /// <param name="authentication">Pairs of name and value: <c>Authorization=AAD</c> selects Entra, <c>ClientId</c> names a user-assigned identity.</param>
    public static TokenCredential? CredentialOf(string? authentication)
    {
        var pairs = (authentication ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        if (!pairs["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase))
            return null;
        return pairs["ClientId"].FirstOrDefault() is { Length: > 0 } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
    }
}
