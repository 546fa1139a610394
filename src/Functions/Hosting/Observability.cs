using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MuBench.Telemetry;
using OpenTelemetry;

namespace MuBench.Functions.Hosting;

/// <summary>Sends traces, metrics and logs of the worker where the settings say: Application Insights, an OTLP endpoint, both or nowhere.</summary>
/// <remarks>
/// The worker's alone: the host sends its own by <c>telemetryMode</c> of <c>host.json</c>, those of the Durable extension among
/// them. Neither HTTP nor the Azure clients are traced, whose addresses may carry a signature.
/// </remarks>
internal static class Observability
{
    /// <summary>Names the Application Insights component.</summary>
    public const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>How to sign in there, such as <c>ClientId=ID;Authorization=AAD</c>; without it the connection string's key is all.</summary>
    public const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Where OTLP goes.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string DurableSource = "Microsoft.DurableTask";

    /// <summary>Adds OpenTelemetry, where a setting says where to.</summary>
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

    /// <summary>The identity that an authentication string names; null where it names none.</summary>
    /// <param name="authentication">Pairs of name and value: <c>Authorization=AAD</c> asks for Entra, <c>ClientId</c> names a user-assigned identity.</param>
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
