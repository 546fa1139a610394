using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MuBench.Cli.Telemetry;

/// <summary>Sends traces and metrics of a run to an OpenTelemetry collector, if the environment names one.</summary>
internal static class TelemetryExport
{
    /// <summary>OpenTelemetry's variables that name a collector: for all signals, for traces, for metrics.</summary>
    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Starts exporting. Disposing the result sends the remaining data. Null if no collector is named.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static IDisposable? Start(Func<string, string?> environment)
    {
        if (Endpoints.All(name => string.IsNullOrWhiteSpace(environment(name))))
            return null;
        if (string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        return StartExporter(named: !string.IsNullOrWhiteSpace(environment("OTEL_SERVICE_NAME")));
    }

    // In a method of its own, so that a run without a collector never loads the OpenTelemetry libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "The concrete type in the signature would load those libraries.")]
    private static IDisposable StartExporter(bool named) => new OtlpExport(named);
}
