using MuBench.Contrastive;
using MuBench.Inference;

namespace MuBench.Tests;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Check_GpuRequiredOnTheProcessor_Refuses() =>
        Assert.Contains("--require-gpu", Assert.Throws<UserException>((RunningServer.Options with { RequireGpu = true, Provider = ExecutionProviders.Cpu }).Check).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ExecutionProviders.Cuda)]
    [InlineData(ExecutionProviders.TensorRt)]
    public void Check_ProviderThatTheBuildLacks_Refuses(string provider)
    {
        Assert.SkipWhen(ExecutionProviders.Has(provider), "This build has it.");

        Assert.Contains(provider, Assert.Throws<UserException>((RunningServer.Options with { Provider = provider }).Check).Message, StringComparison.Ordinal);
        Assert.Throws<UserException>(() => ContrastiveModel.Load(Path.Combine(RunningServer.Models, "clip-base"), new ContrastiveOptions { Provider = provider }));
    }

    [Fact]
    public void Check_RequestThatCouldNeverFit_Refuses()
    {
        Assert.Throws<UserException>((RunningServer.Options with { MaxInputs = 300 }).Check);
        Assert.Throws<UserException>((RunningServer.Options with { MaxBodyBytes = 1L << 40 }).Check);
        Assert.Throws<UserException>((RunningServer.Options with { Models = "/nowhere" }).Check);
        RunningServer.Options.Check();
    }

    [Fact]
    public void FromEnvironment_WhatTheCommandLineLacks_IsTaken()
    {
        var environment = new Dictionary<string, string?> { ["MUBENCH_INFERENCE_BATCH_DELAY"] = "5", ["MUBENCH_INFERENCE_QUEUE"] = "9", ["MUBENCH_INFERENCE_REQUIRE_GPU"] = "true" };

        Assert.Equal(["--require-gpu=true", "--batch-delay=5"], ServerCommand.FromEnvironment(["--queue", "8"], environment.GetValueOrDefault));
    }
}
