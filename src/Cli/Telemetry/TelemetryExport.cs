using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MuBench.Cli.Telemetry;

/// <summary>Sends traces and metrics of a run to an OpenTelemetry collector, where the environment names one.</summary>
internal static class TelemetryExport
{
    /// <summary>OpenTelemetry's own variables that name a collector: for both, for traces, for metrics.</summary>
    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Starts sending; disposing the result sends what is left. Null where no collector is named.</summary>
    /// <param name="environment">Where variables are looked up.</param>
    public static IDisposable? Start(Func<string, string?> environment)
    {
        if (Endpoints.All(name => string.IsNullOrWhiteSpace(environment(name))))
            return null;
        if (string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        return StartExporter(named: !string.IsNullOrWhiteSpace(environment("OTEL_SERVICE_NAME")));
    }

    // Apart, so that a run without a collector never loads the OpenTelemetry libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "The concrete type in the signature would load those libraries.")]
    private static IDisposable StartExporter(bool named) => new OtlpExport(named);
}
