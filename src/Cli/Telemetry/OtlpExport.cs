using MuBench.Telemetry;
using MuBench.Versions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MuBench.Cli.Telemetry;

/// <summary>The OpenTelemetry SDK with its OTLP exporters, configured by the standard environment variables.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    /// <summary>Starts the exporters.</summary>
    /// <param name="named">Whether the environment sets the name of the service.</param>
    public OtlpExport(bool named)
    {
        var resource = ResourceBuilder.CreateDefault();
        if (!named)
            resource.AddService("mubench", serviceVersion: CodeVersion.Current.Version, autoGenerateServiceInstanceId: false);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(TelemetryNames.Source).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(TelemetryNames.Meter).AddOtlpExporter().Build();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
