using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using MuBench.Functions.Hosting;
using MuBench.Functions.Triggers;

namespace MuBench.Tests.Functions.Hosting;

public sealed class ChosenTriggerTests
{
    /// <summary>The functions of the app, from the metadata that its build generates.</summary>
    internal static IFunctionMetadataProvider Generated() => (IFunctionMetadataProvider)Activator.CreateInstance(
        typeof(ManifestUploaded).Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IFunctionMetadataProvider)) && type != typeof(ChosenTrigger)))!;

    [Theory]
    [InlineData(AppSettings.BlobTrigger, new[] { nameof(ManifestUploaded), nameof(ManifestsListed) }, new[] { nameof(ManifestQueued) })]
    [InlineData(AppSettings.QueueTrigger, new[] { nameof(ManifestQueued) }, new[] { nameof(ManifestUploaded), nameof(ManifestsListed) })]
    public async Task Functions_HaveExactlyTheTriggerThatIsChosen(string trigger, string[] on, string[] off)
    {
        var all = await Generated().GetFunctionMetadataAsync("");
        var settings = new AppSettings { Container = "mubench", Trigger = trigger, Worker = new MuBench.Pipeline.Workers.WorkerOptions() };

        var chosen = await new ChosenTrigger(Generated(), settings).GetFunctionMetadataAsync("");

        Assert.Equal(all.Select(function => function.Name).Except(off).Order(StringComparer.Ordinal), chosen.Select(function => function.Name).Order(StringComparer.Ordinal));
        Assert.All(on, name => Assert.Contains(chosen, function => function.Name == name));
    }

    [Fact]
    public async Task Functions_AreThoseThatTheCodeHas()
    {
        var code = typeof(ManifestUploaded).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name)
            .OfType<string>();
        ImmutableArray<IFunctionMetadata> generated = await Generated().GetFunctionMetadataAsync("");
        Assert.Equal(code.Order(StringComparer.Ordinal), generated.Select(function => function.Name!).Order(StringComparer.Ordinal));
    }
}
