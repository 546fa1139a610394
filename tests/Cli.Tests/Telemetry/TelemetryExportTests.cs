using MuBench.Cli.Telemetry;

namespace MuBench.Tests.Telemetry;

/// <summary>The command line sends traces and metrics only if the environment names a collector.</summary>
public sealed class TelemetryExportTests
{
    [Theory]
    [InlineData()]
    [InlineData("OTEL_SERVICE_NAME=mine")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT= ")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", "OTEL_SDK_DISABLED=true")]
    public void Start_WithoutACollector_IsNothing(params string[] environment)
    {
        var variables = environment.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

        Assert.Null(TelemetryExport.Start(variables.GetValueOrDefault));
    }
}
