using System.Diagnostics;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MuBench.Functions.Hosting;
using MuBench.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MuBench.Tests.Functions.Hosting;

/// <summary>The targets of the app's traces and metrics.</summary>
public sealed class ObservabilityTests
{
    private const string Component = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/";

    [Fact]
    public void AddObservability_WithoutSettings_AddsNothing() => Assert.Empty(Services());

    [Fact]
    public void AddObservability_WithAnOtlpEndpoint_ListensToMuBench()
    {
        using var provider = Services((Observability.OtlpEndpoint, "http://127.0.0.1:1")).BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<TracerProvider>());
        Assert.NotNull(provider.GetRequiredService<MeterProvider>());

        using var source = new ActivitySource(TelemetryNames.Source);
        Assert.True(source.HasListeners());
    }

    [Fact]
    public void AddObservability_WithApplicationInsightsAndOtlp_TakesBoth() =>
        Assert.NotEmpty(Services(
            (Observability.ConnectionString, Component), (Observability.Authentication, "Authorization=AAD"), (Observability.OtlpEndpoint, "http://127.0.0.1:1")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ClientId=11111111-1111-1111-1111-111111111111")]
    [InlineData("Authorization=Key")]
    public void CredentialOf_WithoutEntra_IsNone(string? authentication) => Assert.Null(Observability.CredentialOf(authentication));

    [Theory]
    [InlineData("Authorization=AAD")]
    [InlineData("ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD")]
    [InlineData("authorization = aad ; ")]
    public void CredentialOf_WithEntra_IsAManagedIdentity(string authentication) =>
        Assert.IsType<ManagedIdentityCredential>(Observability.CredentialOf(authentication));

    private static ServiceCollection Services(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddObservability(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
        return services;
    }
}
